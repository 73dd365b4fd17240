package dev.goldthread.api.listing;

/** A tool gave no list, or not all of it; a part of a list would say that the rest is missing. */
public final class ListingException extends Exception {

    private static final long serialVersionUID = 1L;

    ListingException(String message) {
        super(message);
    }
}
