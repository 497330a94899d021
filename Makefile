# GameCluster. `make` lists what can be made.
SHELL := /bin/bash
MAVEN := bin/maven
EXPERIMENTS = $(shell bin/java-home)/bin/java -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -cp 'e2e/target/classes:e2e/target/lib/*'
FAULTS ?=
CHAOS ?=
TIMES ?= 30
SEEDS ?= 1000
SIM ?=
USERS ?= 100000
BENCH ?=
IMAGES ?= operator gameserver client
PROGRAMS := registry/target/quarkus-app/quarkus-run.jar gameserver/target/quarkus-app/quarkus-run.jar client/target/lib

.DEFAULT_GOAL := help
.PHONY: help bench build test format demo crds images chaos chaos-kubernetes e2e join plots sim

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## Build all programs, without running the tests
	$(MAVEN) -q install -DskipTests

test: ## Build and run the tests
	$(MAVEN) install

format: ## Format the sources
	$(MAVEN) -q spotless:apply

demo: $(PROGRAMS) ## Run a cluster with 20 bots on this machine, until Ctrl-C
	bin/gamecluster local up --bots 20

crds: ## Write deploy/crds from the types of the operator
	$(MAVEN) -q -pl protocol,registry,operator install -Dtest=CustomResourceDefinitionTest -Dsurefire.failIfNoSpecifiedTests=false -Dcrds.write=true

images: ## Build the container images, without a container engine: PUSH=registry.example/team TAG=dev BASE=image
	@PUSH='$(or $(PUSH),$(push))' TAG='$(TAG)' BASE='$(BASE)' AOT='$(AOT)' deploy/images/build $(IMAGES)

chaos: build ## Kill and stop real processes under load: TIMES=30 FAULTS=kill_master,switchover (default: all)
	$(EXPERIMENTS) dev.gamecluster.e2e.chaos.ChaosMain --times $(TIMES) $(if $(FAULTS),--fault $(FAULTS))

chaos-kubernetes: build ## The same on the current kubeconfig, with an installed operator: TIMES=20 FAULTS=force_delete,kill_process
	$(EXPERIMENTS) dev.gamecluster.e2e.kubernetes.KubernetesChaosMain --times $(if $(filter file,$(origin TIMES)),20,$(TIMES)) $(if $(FAULTS),--fault $(FAULTS)) $(CHAOS)

e2e: build images ## End-to-end tests with kubectl on the current kubeconfig, or on kind; loads images by GAMECLUSTER_E2E_LOAD_IMAGE=command
	@e2e/run-on-kubernetes

join: build ## Let a slave join a world of USERS=100000 users while 5 000 writes/s go on
	$(EXPERIMENTS) dev.gamecluster.e2e.chaos.JoinMain --users $(USERS)

sim: build ## Simulate the whole cluster under faults drawn from seeds: SEEDS=1000 SIM="--family CHAOS --from 7"
	$(EXPERIMENTS) dev.gamecluster.e2e.simulation.SimulateMain --seeds $(SEEDS) $(SIM)

bench: build ## Benchmarks of world, codecs and log: about 8 minutes; BENCH=WorldQuery (a regular expression) chooses
	$(EXPERIMENTS) dev.gamecluster.e2e.benchmark.BenchmarkMain e2e/target/benchmarks.json $(if $(BENCH),'$(BENCH)')
	$(if $(BENCH),,$(EXPERIMENTS) -Xmx6g dev.gamecluster.e2e.benchmark.Footprint)

plots: build ## Draw docs/plots/*.svg from docs/results/*.json (reports of gamecluster bench), with Node.js
	node docs/plots/render.js client/target/classes/dev/gamecluster/client/command/bench/report $(wildcard docs/results/*.json)

$(PROGRAMS):
	$(MAVEN) -q install -DskipTests
