/// A stand-in for what is looked up by its name.
package org.springframework.transaction.annotation;
