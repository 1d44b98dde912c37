package io.swagger.annotations;

/** Documentation of a model; the generated code names it, nothing reads it. */
public @interface ApiModel {
    String value() default "";

    String description() default "";
}
