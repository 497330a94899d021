# The programs as processes on loopback, for ./train and ./start-times, which source this. They set here, root, work,
# java, logs and ports.
# shellcheck shell=bash disable=SC2154

readonly patience=120 # seconds, for each thing waited for

say() { echo "images: $*" >&2; }

declare -A pids=()
stop_all() {
  local pid
  for pid in "${pids[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done
}
trap stop_all EXIT

start() { # process name, program name, options of the JVM: in the background, with the environment of the caller
  local name="$1" program="$2"
  shift 2
  "$java" -XX:Flags="$here/jvm/$program.flags" "$@" -jar "$(jar_of "$program")" >"$logs/$name.log" 2>&1 &
  pids[$name]=$!
}
jar_of() {
  local laid_out="$work/content/$1/app/quarkus-run.jar"
  if [[ -f "$laid_out" ]]; then echo "$laid_out"; else echo "$root/$1/target/quarkus-app/quarkus-run.jar"; fi
}
stop() { # process name
  local until=$((SECONDS + patience))
  kill "${pids[$1]}" 2>/dev/null || true
  while kill -0 "${pids[$1]}" 2>/dev/null; do
    ((SECONDS < until)) || break
    sleep 0.05
  done
  destroy "$1"
}
destroy() { # process name
  kill -KILL "${pids[$1]}" 2>/dev/null || true
  wait "${pids[$1]}" 2>/dev/null || true
  unset "pids[$1]"
}

await() { # process name, command...: until it succeeds
  local name="$1" until=$((SECONDS + patience))
  shift
  until "$@" 2>/dev/null; do
    kill -0 "${pids[$name]}" 2>/dev/null || fail "$name ended: $(tail -n 3 "$logs/$name.log")"
    ((SECONDS < until)) || fail "$name: not within $patience s: $*"
    sleep 0.02
  done
}
answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1"); } # port
is_ready() { is_healthy ready "$1"; } # port
is_healthy() { # started|ready|live, port
  local status
  exec 3<>"/dev/tcp/127.0.0.1/$2" || return 1
  printf "GET /q/health/$1 HTTP/1.0\r\n\r\n" >&3
  read -r -t 5 status <&3 || true
  exec 3>&- 3<&-
  [[ "$status" == *" 200 "* ]]
}

free_ports() { # count: the first of as many free ones in a row
  local first port
  while true; do
    first=$((20000 + RANDOM % 10000))
    for ((port = first; port < first + $1; port++)); do
      if answers "$port" 2>/dev/null; then continue 2; fi
    done
    echo "$first"
    return
  done
}

# ---- which process has which ports ---------------------------------------------------------------------------

start_registry() { # options of the JVM
  GAMECLUSTER_REGISTRY_HTTP_BIND=127.0.0.1 GAMECLUSTER_REGISTRY_HTTP_PORT=$ports \
    GAMECLUSTER_REGISTRY_CONTROL_BIND=127.0.0.1 GAMECLUSTER_REGISTRY_CONTROL_PORT=$((ports + 1)) \
    start registry registry "$@"
}
start_node() { # name, its first port, options of the JVM
  local name="$1" port="$2"
  shift 2
  GAMECLUSTER_NODE_NAME="$name" GAMECLUSTER_NODE_CLIENT_BIND=127.0.0.1 GAMECLUSTER_NODE_INTERNAL_BIND=127.0.0.1 \
    GAMECLUSTER_NODE_HTTP_BIND=127.0.0.1 GAMECLUSTER_NODE_CLIENT_PORT="$port" GAMECLUSTER_NODE_INTERNAL_PORT=$((port + 1)) \
    GAMECLUSTER_NODE_FEED_PORT=$((port + 2)) GAMECLUSTER_NODE_HTTP_PORT=$((port + 3)) start "$name" gameserver "$@"
}
start_api() {
  local keys="$logs/keys" jdk
  jdk="$("$root/bin/java-home")"
  rm -f "$keys"
  "$jdk/bin/keytool" -genkeypair -alias api -keyalg EC -dname CN=127.0.0.1 -ext SAN=ip:127.0.0.1 -validity 2 \
    -storetype PKCS12 -keystore "$keys" -storepass training 2>/dev/null
  "$jdk/bin/java" "$here/TrainingApi.java" $((ports + 5)) "$keys" >"$logs/api.log" 2>&1 &
  pids[api]=$!
}
start_operator() { # options of the JVM
  KUBERNETES_MASTER="https://127.0.0.1:$((ports + 5))" KUBERNETES_TRUST_CERTIFICATES=true \
    KUBERNETES_AUTH_TRYKUBECONFIG=false KUBERNETES_AUTH_TRYSERVICEACCOUNT=false \
    GAMECLUSTER_OPERATOR_HTTP_BIND=127.0.0.1 GAMECLUSTER_OPERATOR_HTTP_PORT=$ports \
    GAMECLUSTER_OPERATOR_CONTROL_BIND=127.0.0.1 GAMECLUSTER_OPERATOR_CONTROL_PORT=$((ports + 1)) \
    start operator operator "$@"
}
