# One word per task. GNU make 3.81 (macOS) is enough; `make` alone lists the words.
#   ARGS="…"  is handed on to the program, for instance: make run ARGS="--port 9000", make test ARGS="tests/law -x"
#   PYTHON=…  picks the Python that makes the environment.

.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV := .venv
PY := $(VENV)/bin/python
YINUO := $(PY) -m yinuo.config.cli
RUN := $(VENV)/.run-installed
DEV := $(VENV)/.dev-installed
# --only-binary: no compiler is ever needed; --require-hashes: nothing but the locked files.
PIP := $(PY) -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet --require-hashes --only-binary :all:
COMPILE := $(VENV)/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
	--no-emit-index-url --no-annotate --no-header $(UPGRADE)

.PHONY: help run test check fix bench story docs assets browser lock clean environment

help: ## this list 列出全部命令
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

run: $(RUN) assets ## start Yinuo with its demo city; Ctrl-C stops it 启动（含演示城市）
	@exec $(YINUO) run $(ARGS)

test: $(DEV) assets ## install what is missing and run every test 运行全部测试
	@chromium=$$($(PY) scripts/chromium.py) || exit 1; \
	YINUO_CHROMIUM="$$chromium" $(PY) -m pytest -n 2 --dist loadfile $(ARGS); status=$$?; \
	$(YINUO) database stop --quiet; exit $$status

check: $(DEV) assets ## style, types, walls, templates, migrations, fresh documents 静态检查
	@PY=$(PY) sh scripts/check.sh

fix: $(DEV) ## put imports and layout in order 自动整理代码
	@$(PY) -m ruff check --fix --quiet . || true
	@$(PY) -m ruff format --quiet .

bench: $(DEV) assets ## measure speed; make bench ONLY=name measures one 性能测量
	@$(YINUO) bench $(if $(ONLY),--only $(ONLY)) $(ARGS)

story: $(RUN) assets ## play the four stories through the real pages 演示四个完整故事
	@$(YINUO) story $(ARGS)

docs: $(DEV) ## write the generated documents anew 重新生成文档
	@$(YINUO) docs $(ARGS)

assets: $(RUN) ## collect front-end files and fonts into build/assets 收集前端文件和字体
	@$(PY) -m yinuo.config.assets .

browser: $(DEV) ## find or install a Chromium and print its path 查找或安装浏览器
	@$(PY) scripts/chromium.py

lock: $(DEV) ## write the locks anew; UPGRADE=--upgrade takes newer versions 重新锁定依赖
	@$(COMPILE) requirements/run.in -o requirements/run.txt
	@$(COMPILE) -c requirements/run.txt requirements/dev.in -o requirements/dev.txt
	@if [ -f requirements/node.in ]; then $(COMPILE) requirements/node.in -o requirements/node.txt; fi

clean: ## remove what set-up made; var/, which holds data, stays 清理（不删除数据）
	@if [ -x $(PY) ]; then $(YINUO) database stop --quiet || true; fi
	@rm -rf $(VENV) build dist node_modules src/*.egg-info .pytest_cache .mypy_cache .ruff_cache \
		.import_linter_cache .hypothesis
	@find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@PYTHON="$(PYTHON)" sh scripts/environment.sh $(VENV)

$(RUN): requirements/run.txt pyproject.toml | environment
	@echo "Installing what Yinuo runs on; the first time takes about a minute." >&2
	@$(INSTALL) -r requirements/run.txt
	@$(PIP) install --quiet --no-index --no-build-isolation --no-deps -e .
	@touch $@

$(DEV): requirements/dev.txt $(RUN)
	@echo "Installing what tests and checks need." >&2
	@$(INSTALL) -r requirements/dev.txt
	@touch $@
