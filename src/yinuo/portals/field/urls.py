from __future__ import annotations

from django.urls import path

from yinuo.portals.field.pages import task, tasks

app_name = "field"
urlpatterns = [
    path("", tasks.tasks_page, name="tasks"),
    path("tasks/<int:pk>/", task.task_page, name="task"),
    path("tasks/<int:pk>/take/", tasks.take, name="take"),
    path("tasks/<int:pk>/assign/", tasks.assign_page, name="assign"),
    path("tasks/<int:pk>/reassess/", task.reassess_page, name="reassess"),
    path("tasks/<int:pk>/proceed/", task.proceed, name="proceed"),
    path("tasks/<int:pk>/evidence/<int:finding>/", task.evidence, name="evidence"),
]
