// SPDX-License-Identifier: Apache-2.0
/** Keeps settings, pieces of state and sequences of ids in the home. */
package io.weir.store.internal;
