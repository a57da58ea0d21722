import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from yinuo.people.guards import append_only


class Migration(migrations.Migration):
    dependencies = [
        ('matters', '0010_compared_with_other_places'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ItemReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reviewed_on', models.DateField(db_comment='复核日，下次复核自这一天起算', verbose_name='复核日')),
                ('note', models.CharField(db_comment='核对了什么', max_length=300, verbose_name='复核情况')),
                ('at', models.DateTimeField(db_comment='时间', verbose_name='时间')),
                ('by', models.ForeignKey(db_comment='复核人', on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proof_item', models.ForeignKey(db_comment='证明事项', on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='matters.proofitem')),
                ('version', models.ForeignKey(db_comment='复核的版本', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matters.itemversion')),
            ],
            options={
                'db_table': 'matters_item_review',
                'db_table_comment': '证明事项复核，只增不改',
                'ordering': ('-id',),
                'constraints': [models.UniqueConstraint(fields=('version', 'reviewed_on', 'by'), name='item_reviewed_once_a_day')],
            },
        ),
        append_only('matters_item_review'),
    ]
