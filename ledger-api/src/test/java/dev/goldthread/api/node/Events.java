package dev.goldthread.api.node;

/** Small true events. */
final class Events {

    private Events() {}

    static String requirement(String product, String id, String key, String title) {
        return """
        {"id":"%s","product":"%s","type":"requirement.recorded","occurredAt":"2026-01-06T09:00:00Z",\
        "actor":{"kind":"HUMAN","id":"p-1006"},"source":{"uri":"https://tracker.example.org","tool":"jira"},\
        "subject":{"type":"Requirement","id":"%s"},\
        "data":{"revision":"1","title":"%s","level":"SOFTWARE"}}"""
                .formatted(id, product, key, title);
    }

    static String commit(String product, String id, String sha, String requirement) {
        return """
        {"id":"%s","product":"%s","type":"commit.pushed","occurredAt":"2026-01-07T09:00:00Z",\
        "actor":{"kind":"HUMAN","id":"p-1001"},"source":{"uri":"https://git.example.org","tool":"git"},\
        "subject":{"type":"Commit","id":"%s"},\
        "links":[{"relation":"implements","to":{"type":"Requirement","id":"%s"}}],\
        "data":{"repository":"acme/pump","summary":"Stop at the limit","signatureState":"UNSIGNED"}}"""
                .formatted(id, product, sha, requirement);
    }

    static String release(String product, String id, String version, String sha) {
        return """
        {"id":"%s","product":"%s","type":"release.created","occurredAt":"2026-01-08T09:00:00Z",\
        "actor":{"kind":"HUMAN","id":"p-1001"},"source":{"uri":"https://git.example.org","tool":"git"},\
        "subject":{"type":"Release","id":"%s"},\
        "links":[{"relation":"includes","to":{"type":"Commit","id":"%s"}}],\
        "data":{"tier":"HIGH","intendedUse":"Infusions by trained staff","knownLimitations":[],"stage":"CANDIDATE"}}"""
                .formatted(id, product, version, sha);
    }

    /** A release that includes what another product made. */
    static String releaseOf(
            String product, String id, String version, String maker, String digest) {
        return """
        {"id":"%s","product":"%s","type":"release.created","occurredAt":"2026-01-08T09:00:00Z",\
        "actor":{"kind":"HUMAN","id":"p-1001"},"source":{"uri":"https://git.example.org","tool":"git"},\
        "subject":{"type":"Release","id":"%s"},\
        "links":[{"relation":"includes","to":{"type":"Artifact","id":"%s","product":"%s"}}],\
        "data":{"tier":"HIGH","intendedUse":"Infusions by trained staff","knownLimitations":[],"stage":"CANDIDATE"}}"""
                .formatted(id, product, version, digest, maker);
    }

    /** One that a build of the product made. */
    static String artifact(String product, String id, String digest, String build) {
        return """
        {"id":"%s","product":"%s","type":"artifact.published","occurredAt":"2026-01-07T10:00:00Z",\
        "actor":{"kind":"SYSTEM","id":"registry"},"source":{"uri":"https://registry.example.org","tool":"registry"},\
        "subject":{"type":"Artifact","id":"%s"},\
        "links":[{"relation":"producedBy","to":{"type":"Build","id":"%s"},"strength":"OBSERVED"}],\
        "data":{"mediaType":"application/octet-stream","sizeBytes":4096,"name":"valve"}}"""
                .formatted(id, product, digest, build);
    }

    static String changeRequest(String product, String id, String key) {
        return """
        {"id":"%s","product":"%s","type":"change_request.opened","occurredAt":"2026-01-06T08:00:00Z",\
        "actor":{"kind":"HUMAN","id":"p-1006"},"source":{"uri":"https://tracker.example.org","tool":"jira"},\
        "subject":{"type":"ChangeRequest","id":"%s"},\
        "links":[{"relation":"addresses","to":{"type":"Requirement","id":"REQ-1"}}],\
        "data":{"kind":"CODE","category":"improvement","title":"Change it"}}"""
                .formatted(id, product, key);
    }

    /** All that runs in environment ward: one artifact. */
    static String look(String product, String id, String time, String digest) {
        return """
        {"id":"%s","product":"%s","type":"environment.snapshotted","occurredAt":"%s",\
        "actor":{"kind":"SYSTEM","id":"watch"},"source":{"uri":"https://fleet.example.org","tool":"fleet-watch"},\
        "subject":{"type":"Environment","id":"ward"},\
        "links":[{"relation":"runs","to":{"type":"Artifact","id":"%4$s"},"digest":"%4$s","strength":"OBSERVED"}],\
        "data":{"fingerprint":"%4$s","differences":[],"runningCount":1,"kind":"PRODUCTION"}}"""
                .formatted(id, product, time, digest);
    }

    /**
     * Any event.
     *
     * @param links members of the list, as JSON
     * @param data members of the object, as JSON
     */
    static String any(
            String product, String id, String type, String subject, String links, String data) {
        String[] named = subject.split(" ", 2);
        return """
        {"id":"%s","product":"%s","type":"%s","occurredAt":"2026-01-08T10:00:00Z",\
        "actor":{"kind":"HUMAN","id":"p-1006"},"source":{"uri":"https://quality.example.org","tool":"qms"},\
        "subject":{"type":"%s","id":"%s"},"links":[%s],"data":{%s},"reason":"as agreed"}"""
                .formatted(id, product, type, named[0], named[1], links, data);
    }

    /** A link to a node of the same product. */
    static String link(String relation, String node) {
        String[] named = node.split(" ", 2);
        return "{\"relation\":\"%s\",\"to\":{\"type\":\"%s\",\"id\":\"%s\"},\"strength\":\"DECLARED\"}"
                .formatted(relation, named[0], named[1]);
    }

    /** Says that another event counts no longer. */
    static String takeBack(String product, String id, String time, String event) {
        return takeBack(product, id, time, event, "\"scope\":\"WHOLE\"");
    }

    /** Only some fields of it, JSON pointers in quotation marks. */
    static String takeBackPart(
            String product, String id, String time, String event, String fields) {
        return takeBack(
                product, id, time, event, "\"scope\":\"PART\",\"fields\":[%s]".formatted(fields));
    }

    private static String takeBack(
            String product, String id, String time, String event, String scope) {
        return """
        {"id":"%s","product":"%s","type":"event.superseded","occurredAt":"%s",\
        "actor":{"kind":"HUMAN","id":"p-1003"},"source":{"uri":"https://quality.example.org","tool":"qms"},\
        "subject":{"type":"Event","id":"%s"},\
        "data":{%s,"basis":"It was wrong.","result":"It counts no longer."},\
        "reason":"It was wrong."}"""
                .formatted(id, product, time, event, scope);
    }
}
