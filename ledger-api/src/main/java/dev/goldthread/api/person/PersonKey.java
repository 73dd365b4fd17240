package dev.goldthread.api.person;

/**
 * What events call a person: a key that only the ledger's own directory leads back to a name
 * (event-model, "Persons").
 *
 * @param value {@code person:} and 26 characters of base32 in lower case
 */
public record PersonKey(String value) {

    @Override
    public String toString() {
        return value;
    }
}
