"""The heads of the public log; the database keeps them as they were issued."""

from django.db import migrations, models

from yinuo.people.guards import append_only


class Migration(migrations.Migration):

    initial = True

    dependencies = [("people", "0002_guards")]

    operations = [
        migrations.CreateModel(
            name='LogHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('size', models.BigIntegerField(db_comment='日志这时有几条', unique=True, verbose_name='条数')),
                ('root', models.CharField(db_comment='全部条目的 Merkle 根，RFC 9162', max_length=64, verbose_name='根摘要')),
                ('issued_at', models.DateTimeField(db_comment='签发时间', verbose_name='时间')),
                ('statement', models.TextField(db_comment='所签的声明，规范 JSON', verbose_name='声明')),
                ('signature', models.BinaryField(db_comment='对声明 SHA-256 的签名', verbose_name='签名')),
                ('certificate', models.TextField(db_comment='签名证书，PEM', verbose_name='证书')),
                ('stamp', models.BinaryField(db_comment='对声明 SHA-256 的 RFC 3161 时间戳', verbose_name='时间戳')),
            ],
            options={
                'db_table': 'registers_log_head',
                'db_table_comment': '公共日志头，只增不改',
                'ordering': ('size',),
            },
        ),
        append_only("registers_log_head"),
    ]
