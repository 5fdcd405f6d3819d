// SPDX-License-Identifier: Apache-2.0
window.errors = [];
window.addEventListener('error', e => window.errors.push(e.message || 'not loaded: ' + (e.target.src || e.target.href)), true);
window.addEventListener('unhandledrejection', e => window.errors.push(String(e.reason)));
window.addEventListener('securitypolicyviolation', e => window.errors.push('refused: ' + e.blockedURI + ' ' + e.violatedDirective));
