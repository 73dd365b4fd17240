package dev.goldthread.api.drill;

/** Small true events over a few products. */
final class DrillEvents {

    private static final int PRODUCTS = 5;

    private DrillEvents() {}

    static String product(long number) {
        return "product-" + number % PRODUCTS;
    }

    static String json(String id, long number) {
        return json(product(number), id, number);
    }

    static String json(String product, String id, long number) {
        return """
        {"id":"%s","product":"%s","type":"requirement.recorded","occurredAt":"2026-01-06T09:00:00Z",\
        "actor":{"kind":"HUMAN","id":"p-1006"},"source":{"uri":"https://tracker.example.org","tool":"jira"},\
        "subject":{"type":"Requirement","id":"REQ-%d"},\
        "data":{"revision":"1","title":"Stop at the limit","level":"SOFTWARE"}}"""
                .formatted(id, product, number);
    }
}
