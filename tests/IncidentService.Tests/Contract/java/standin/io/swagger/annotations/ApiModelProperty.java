package io.swagger.annotations;

/** Documentation of a member; the generated code names it, nothing reads it. */
public @interface ApiModelProperty {
    String value() default "";

    String example() default "";

    boolean required() default false;
}
