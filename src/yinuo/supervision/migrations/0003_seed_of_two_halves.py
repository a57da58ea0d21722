"""The seed has two halves: a sealed secret and an outside event; draws have parts, and the last may be annulled.

An announcement of before named no event: its event never happens, so that it cannot be drawn and another is made.
"""

from datetime import UTC, datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from yinuo.people.encryption import SealedField
from yinuo.people.guards import append_only

NEVER = datetime(9999, 12, 31, tzinfo=UTC)


class Migration(migrations.Migration):
    dependencies = [
        ("supervision", "0002_guards"),
        ("verification", "0003_contradicting_findings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameField(model_name='announcement', old_name='seed', new_name='secret'),
        migrations.RenameField(model_name='announcement', old_name='seed_digest', new_name='seal'),
        migrations.RenameField(model_name='draw', old_name='seed', new_name='secret'),
        migrations.AlterField(
            model_name='announcement',
            name='secret',
            field=SealedField(db_comment='密封值，抽取时才启封，加密', holds='bytes', null=True, verbose_name='密封值'),
        ),
        migrations.AlterField(
            model_name='announcement',
            name='seal',
            field=models.CharField(db_comment='密封值的 SHA-256，公告时公开', max_length=64, verbose_name='封条'),
        ),
        migrations.AlterField(
            model_name='draw',
            name='secret',
            field=models.CharField(db_comment='启封的密封值，十六进制', max_length=64, verbose_name='密封值'),
        ),
        migrations.CreateModel(
            name='Annulment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(db_comment='为什么撤销', max_length=300, verbose_name='理由')),
                ('at', models.DateTimeField(db_comment='时间', verbose_name='时间')),
            ],
            options={
                'db_table': 'supervision_annulment',
                'db_table_comment': '抽查撤销，只增不改',
            },
        ),
        migrations.AlterModelTableComment(
            name='draw',
            table_comment='抽取，只增不改',
        ),
        migrations.AddField(
            model_name='announcement',
            name='algorithm',
            field=models.CharField(db_comment='抽取算法的版本', default='yinuo-draw-v1', max_length=30, verbose_name='算法'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='announcement',
            name='each',
            field=models.PositiveSmallIntegerField(db_comment='每一项几名检查人员同去', default=2, verbose_name='几人同去'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='announcement',
            name='event',
            field=models.CharField(db_comment='外部随机事件是哪一次', default='', max_length=200, verbose_name='哪一次'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='announcement',
            name='happens_at',
            field=models.DateTimeField(db_comment='外部随机事件有结果的时间，抽取不能早于它', default=NEVER, verbose_name='什么时候有结果'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='announcement',
            name='outside',
            field=models.CharField(choices=[('lottery', '彩票开奖号码'), ('dice', '当众掷骰、摇号')], db_comment='外部随机事件的种类', default='lottery', max_length=12, verbose_name='外部随机事件'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='announcement',
            name='recused',
            field=models.JSONField(db_comment='名单上的一项到应当回避的检查人员代号', default=dict, verbose_name='回避'),
        ),
        migrations.AddField(
            model_name='draw',
            name='happened',
            field=models.CharField(db_comment='外部随机事件的结果', default='', max_length=200, verbose_name='外部结果'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='draw',
            name='part',
            field=models.PositiveSmallIntegerField(db_comment='0 是抽取，以后是补充抽取', default=0, verbose_name='第几次'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='draw',
            name='reason',
            field=models.CharField(blank=True, db_comment='补充抽取的理由', max_length=300, verbose_name='补充抽取的理由'),
        ),
        migrations.AddField(
            model_name='draw',
            name='sizes',
            field=models.JSONField(db_comment='信用类别到抽取数', default=dict, verbose_name='抽取数'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='draw',
            name='witnesses',
            field=models.CharField(db_comment='谁在场见证', default='', max_length=200, verbose_name='见证人'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='drawn',
            name='listed_until',
            field=models.DateField(db_comment='原来列入名单到哪一天', default=NEVER.date(), verbose_name='名单期限'),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='announcement',
            name='inspectors',
            field=models.JSONField(db_comment='检查人员名单和代号，公告后不变', verbose_name='检查人员名单'),
        ),
        migrations.AlterField(
            model_name='draw',
            name='announcement',
            field=models.ForeignKey(db_comment='公告', on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='supervision.announcement'),
        ),
        migrations.AlterField(
            model_name='draw',
            name='result',
            field=models.JSONField(db_comment='抽中的承诺事实和检查人员代号', verbose_name='结果'),
        ),
        migrations.AlterField(
            model_name='drawn',
            name='draw',
            field=models.ForeignKey(db_comment='抽取', on_delete=django.db.models.deletion.PROTECT, related_name='drawn', to='supervision.draw'),
        ),
        migrations.AlterField(
            model_name='drawn',
            name='task',
            field=models.ForeignKey(db_comment='免予核查的任务', on_delete=django.db.models.deletion.PROTECT, related_name='drawn', to='verification.task'),
        ),
        migrations.AddConstraint(
            model_name='announcement',
            constraint=models.CheckConstraint(condition=models.Q(('happens_at__gt', models.F('announced_at'))), name='announced_before_event'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.UniqueConstraint(fields=('announcement', 'part'), name='draw_part_once'),
        ),
        migrations.AddConstraint(
            model_name='drawn',
            constraint=models.UniqueConstraint(fields=('draw', 'task'), name='drawn_once_a_draw'),
        ),
        migrations.AddField(
            model_name='annulment',
            name='by',
            field=models.ForeignKey(db_comment='撤销人', on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='annulment',
            name='draw',
            field=models.OneToOneField(db_comment='撤销的抽取', on_delete=django.db.models.deletion.PROTECT, related_name='annulment', to='supervision.draw'),
        ),
        append_only("supervision_annulment"),
    ]
