import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * As much of a Kubernetes API server as the operator needs to work for a moment while its AOT cache is made: objects are kept as they
 * come, watched, and pods run as soon as they exist. It knows one GameCluster, default/demo. Bodies are never parsed, only searched.
 *
 * <p>Usage: {@code java TrainingApi.java PORT KEYSTORE}; listens on loopback, and prints what is created.
 */
final class TrainingApi {
    private static final Pattern NAME = Pattern.compile("\"name\":\"([^\"]*)\"");
    private static final Pattern VERSION = Pattern.compile("\"resourceVersion\":\"[^\"]*\"");
    private static final Pattern LABEL = Pattern.compile("(\"gamecluster.dev/(?:role|takes-clients)\":)\"[^\"]*\"");
    private static final char[] PASSWORD = "training".toCharArray();
    private static final String CLUSTER = "{\"apiVersion\":\"gamecluster.dev/v1alpha1\",\"kind\":\"GameCluster\",\"metadata\":"
            + "{\"name\":\"demo\",\"namespace\":\"default\",\"generation\":1},\"spec\":{\"masters\":1,\"slaves\":1}}";
    private static final String NAMES = "{\"kind\":\"GameCluster\",\"listKind\":\"GameClusterList\",\"plural\":\"gameclusters\","
            + "\"singular\":\"gamecluster\",\"shortNames\":[\"gc\"]}";
    private static final String DEFINITION = "{\"apiVersion\":\"apiextensions.k8s.io/v1\",\"kind\":\"CustomResourceDefinition\","
            + "\"metadata\":{\"name\":\"gameclusters.gamecluster.dev\"},\"spec\":{\"group\":\"gamecluster.dev\",\"names\":" + NAMES
            + ",\"scope\":\"Namespaced\",\"versions\":[{\"name\":\"v1alpha1\",\"served\":true,\"storage\":true}]}}";
    private static final Map<String, String> KINDS = Map.of("pods", "Pod", "services", "Service", "gameclusters", "GameCluster",
            "leases", "Lease", "events", "Event", "networkpolicies", "NetworkPolicy", "poddisruptionbudgets", "PodDisruptionBudget");

    private record Watcher(String resource, BlockingQueue<String> changes) {}

    /** What a path names: {@code namespace} and {@code name} are empty where it names none. */
    private record Target(String apiVersion, String resource, String namespace, String name) {
        static Target of(String path) {
            String[] words = path.substring(1).split("/");
            int at = words[0].equals("api") ? 2 : 3;
            String apiVersion = at == 2 ? words[1] : words[1] + '/' + words[2];
            String namespace = "";
            if (words.length > at + 2 && words[at].equals("namespaces")) {
                namespace = words[at + 1];
                at += 2;
            }
            return new Target(apiVersion, words[at], namespace, words.length > at + 1 ? words[at + 1] : "");
        }

        String key(String itsName) {
            return resource + '/' + namespace + '/' + itsName;
        }
    }

    private final Map<String, String> objects = new TreeMap<>();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private long version = 1;

    public static void main(String[] arguments) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(Files.newInputStream(Path.of(arguments[1])), PASSWORD);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        TrainingApi api = new TrainingApi();
        api.store(new Target("gamecluster.dev/v1alpha1", "gameclusters", "default", ""), "demo", CLUSTER);
        HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0])), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", api::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            String path = exchange.getRequestURI().getPath();
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            if (path.equals("/version")) {
                answer(exchange, 200, "{\"major\":\"1\",\"minor\":\"36\",\"gitVersion\":\"v1.36.0\"}");
            } else if (path.endsWith("/customresourcedefinitions/gameclusters.gamecluster.dev")) {
                answer(exchange, 200, DEFINITION);
            } else if (path.split("/").length < 4) {
                answer(exchange, 404, status(404));
            } else if (query.contains("watch=true") && exchange.getRequestHeaders().containsKey("Upgrade")) {
                answer(exchange, 200, "{}"); // no web sockets: the client goes on without
            } else if (query.contains("watch=true")) {
                watch(exchange, Target.of(path));
            } else {
                act(exchange, Target.of(path));
            }
        } catch (RuntimeException broken) {
            broken.printStackTrace();
            answer(exchange, 500, status(500));
        }
    }

    private void act(HttpExchange exchange, Target target) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String known = find(target.key(target.name()));
        String method = exchange.getRequestMethod();
        switch (method) {
            case "POST", "PUT" -> answer(exchange, 200, store(target, nameIn(body, target), body));
            case "PATCH" -> {
                boolean whole = body.contains("\"apiVersion\"") && body.contains("\"kind\"");
                String changed = known == null && whole ? body : relabelled(known, body);
                if (changed == null) {
                    answer(exchange, 404, status(404));
                } else {
                    answer(exchange, 200, store(target, target.name(), changed));
                }
            }
            default -> {
                String found = target.name().isEmpty() ? list(target) : known;
                answer(exchange, found == null ? 404 : 200, found == null ? status(404) : found);
            }
        }
    }

    /** A patch of an object that exists changes its labels; of anything else in it nobody asks later. */
    private static String relabelled(String known, String patch) {
        String changed = known;
        for (MatchResult label : LABEL.matcher(patch).results().toList()) {
            changed = changed == null ? null : changed.replaceFirst(label.group(1) + "\"[^\"]*\"", label.group());
        }
        return changed;
    }

    private static String nameIn(String body, Target target) {
        Matcher name = NAME.matcher(body.substring(Math.max(0, body.indexOf("\"metadata\""))));
        return target.name().isEmpty() && name.find() ? name.group(1) : target.name();
    }

    private synchronized String find(String key) {
        return objects.get(key);
    }

    private synchronized String store(Target target, String name, String body) {
        version++;
        String stored = VERSION.matcher(body).find()
                ? VERSION.matcher(body).replaceFirst("\"resourceVersion\":\"" + version + '"')
                : body.replaceFirst("\"metadata\":\\{", "\"metadata\":{\"uid\":\"uid-" + version + "\",\"resourceVersion\":\"" + version
                        + "\",\"creationTimestamp\":\"2026-01-01T00:00:00Z\",");
        boolean created = !objects.containsKey(target.key(name));
        if (created && target.resource().equals("pods")) {
            stored = stored.substring(0, stored.lastIndexOf('}')) + ",\"status\":{\"phase\":\"Running\",\"podIP\":\"127.0.0.1\","
                    + "\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}";
        }
        objects.put(target.key(name), stored);
        if (created) {
            System.out.println("created " + target.resource() + ' ' + name);
        }
        for (Watcher watcher : watchers) {
            if (watcher.resource().equals(target.resource())) {
                watcher.changes().add("{\"type\":\"" + (created ? "ADDED" : "MODIFIED") + "\",\"object\":" + stored + "}\n");
            }
        }
        return stored;
    }

    private synchronized String list(Target target) {
        String prefix = target.resource() + '/';
        List<String> items = objects.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(target.namespace().isEmpty() ? prefix : prefix + target.namespace() + '/'))
                .map(Map.Entry::getValue)
                .toList();
        return "{\"apiVersion\":\"" + target.apiVersion() + "\",\"kind\":\"" + KINDS.getOrDefault(target.resource(), "") + "List\","
                + "\"metadata\":{\"resourceVersion\":\"" + version + "\"},\"items\":[" + String.join(",", items) + "]}";
    }

    private void watch(HttpExchange exchange, Target target) throws IOException {
        Watcher watcher = new Watcher(target.resource(), new LinkedBlockingQueue<>());
        watchers.add(watcher);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.flush(); // else the headers wait for the first change
            while (true) {
                String change = watcher.changes().poll(1, TimeUnit.HOURS);
                out.write(String.valueOf(change).getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            watchers.remove(watcher);
        }
    }

    private static String status(int code) {
        return "{\"apiVersion\":\"v1\",\"kind\":\"Status\",\"status\":\"Failure\",\"code\":" + code + "}";
    }

    private static void answer(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
