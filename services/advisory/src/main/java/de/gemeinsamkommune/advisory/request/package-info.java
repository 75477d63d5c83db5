/** Takes requests for advice from receipt to conclusion: replies, effort and outcome. */
@NullMarked
package de.gemeinsamkommune.advisory.request;

import org.jspecify.annotations.NullMarked;
