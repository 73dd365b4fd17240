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
}
