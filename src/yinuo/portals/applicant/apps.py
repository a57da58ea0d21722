from django.apps import AppConfig


class ApplicantConfig(AppConfig):
    name = "yinuo.portals.applicant"
    label = "portal_applicant"
    verbose_name = "申请人门户"
