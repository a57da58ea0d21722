"""What waits for a decision has two statuses; this index gives both in the order of their day."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0002_guards'),
        ('casefile', '0002_guards'),
        ('matters', '0002_guards'),
        ('people', '0003_subject_by_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('status__in', ('submitted', 'evidence_asked'))), fields=['agency', 'due_on', 'id'], name='application_waiting'),
        ),
    ]
