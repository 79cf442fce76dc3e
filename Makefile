# For developers. `./weft test` first: it sets up .venv.
PY := .venv/bin/python
BIN := .venv/bin

.PHONY: check style types contracts templates coverage lock bench bench-quick bench-burden bench-enumeration bench-knowledge bench-messages rivals law handbook demo pictures crawl step

check: ## everything but the tests themselves, two things at a time
	$(MAKE) --no-print-directory --output-sync -j2 coverage types style contracts templates

style: ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: ## mypy --strict
	$(BIN)/mypy

contracts: ## which way imports run
	$(BIN)/lint-imports

templates: ## djade: form; djlint: faults
	find src/weft/web/templates -name '*.html' | xargs $(BIN)/djade --target-version 5.2 --check
	$(BIN)/djlint --lint --quiet src/weft/web/templates

coverage: .coverage ## every branch of core, library and draw, by their own tests; `./weft test` has measured them
	$(BIN)/coverage report

MEASURED := $(foreach part,core library draw,$(shell find src/weft/$(part) tests/$(part) -name '*.py'))
.coverage: $(MEASURED) $(shell find knowledge -name '*.toml')
	$(BIN)/coverage run -m pytest -q -p no:django tests/core tests/library tests/draw

lock: ## pin all dependencies by hash, without addresses
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --upgrade \
	  pyproject.toml --group build -o requirements.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --upgrade \
	  --group dev pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --upgrade \
	  benchmarks/rivals/requirements.in -o benchmarks/rivals/requirements.lock
	! grep -n http requirements.lock requirements-dev.lock benchmarks/rivals/requirements.lock

bench: ## schedules against every rival, in 75 minutes of a quiet machine; goes on where it stopped; writes docs/performance.md
	-@$(MAKE) --no-print-directory rivals
	-$(BIN)/weft schedule compile
	$(PY) -m benchmarks.schedule

bench-quick: ## the same table in two minutes, on a small clinic; writes nothing
	$(PY) -m benchmarks.schedule --quick

rivals: benchmarks/rivals/.venv/ready ## OR-Tools in an environment of its own: it cannot share a process with HiGHS (ADR 24)

benchmarks/rivals/.venv/ready: benchmarks/rivals/requirements.lock
	$(PY) -m venv --clear benchmarks/rivals/.venv
	benchmarks/rivals/.venv/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r $<
	touch $@

bench-burden bench-enumeration bench-knowledge bench-messages: bench-%: ## what the questions ask of people; whether a time tells who is known; how fast the knowledge loads; killed workers
	$(PY) benchmarks/$*.py

law: ## every limit of the knowledge moved one step: which ones does no worked case notice? make law [STEP=screen]
	$(PY) tests/laws/moved_limits.py $(STEP)

handbook: ## the clinical handbook as pages and PDF, in docs/handbook/ (not committed)
	$(BIN)/weft knowledge handbook --out docs/handbook

demo:
	./weft demo

pictures: ## the README's pictures, from a running demo: make pictures PORT=8123
	$(PY) docs/pictures/take.py $(PORT)

crawl: ## axe, widths and weight of every page, from a running demo: make crawl PORT=8123
	$(PY) docs/pictures/crawl.py $(PORT)

step: ## all files of one step: make step STEP=screen
	@test -n "$(STEP)" || { echo "say which: make step STEP=screen"; exit 2; }
	@find knowledge src tests benchmarks docs \( -path '*__pycache__*' -o -name .venv \) -prune -o \
	  \( -path '*/$(STEP)/*' -o -name '$(STEP).*' -o -name '$(STEP)_*' -o -name 'test_$(STEP)*' \) -type f -print | sort
