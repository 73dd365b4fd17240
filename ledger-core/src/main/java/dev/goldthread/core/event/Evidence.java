package dev.goldthread.core.event;

/** Content that lies in the evidence store under its digest. */
public record Evidence(Digest sha256, String mediaType, String name, long sizeBytes) {}
