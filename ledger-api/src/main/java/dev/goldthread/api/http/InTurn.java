package dev.goldthread.api.http;

import io.micronaut.http.annotation.FilterMatcher;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A route that may compute for long: it has a thread of the operating system, which shares out the
 * processors, and {@link Turns} says how many are computed at a time. Virtual threads give their
 * processor away only where they wait, so as many such routes as there are processors would keep
 * everything else, health included, from being answered.
 */
@Documented
@FilterMatcher
@ExecuteOn(InTurn.THREADS)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface InTurn {

    /** The executor's name. */
    String THREADS = "questions";
}
