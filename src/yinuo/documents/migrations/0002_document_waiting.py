"""The index of unmade papers leads by the time they were asked for: old ones are left to whoever opens them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casefile', '0002_guards'),
        ('documents', '0001_initial'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='document',
            name='document_not_made',
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(condition=models.Q(('made_at__isnull', True)), fields=['requested_at'], name='document_waiting'),
        ),
    ]
