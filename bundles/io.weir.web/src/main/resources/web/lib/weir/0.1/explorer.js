// SPDX-License-Identifier: Apache-2.0
/**
 * The explorer of REST interfaces: shows the OpenAPI document that `#explorer` names in `data-document`, and sends requests to the
 * server that the page is from, whatever host the document names: no other may be called from here. Paths of a document that names
 * no server are below `data-base`.
 */
const place = document.getElementById('explorer');
const root = new URL('../../../', import.meta.url);

/** Where the viewer is, by the map that names every module; its style lies beside it. */
const map = await (await fetch(new URL('lib/importmap.json', root))).json();
const viewer = new URL(map.imports['swagger-ui'].slice(1), root);
const style = document.createElement('link');
style.rel = 'stylesheet';
style.href = new URL('swagger-ui.css', viewer).href;
document.head.prepend(style);
await new Promise((done, failed) => {
  const script = document.createElement('script'); // no module: it leaves a global name
  Object.assign(script, {src: viewer.href, onload: done, onerror: () => failed(new Error(`${viewer.href}: not loaded`))});
  document.head.append(script);
});

/** A document of a version newer than the viewer is read as one of the newest it knows: newer ones only add to it. */
function known(text) {
  return text.replace(/^(\s*"?openapi"?\s*:\s*["']?)3\.[2-9]\.\d+/m, (all, before) => before + '3.1.0');
}

function placed(text) {
  if (!place.dataset.base) return text;
  const url = new URL(place.dataset.base, location.href).pathname;
  if (text.trimStart().startsWith('{')) {
    const document = JSON.parse(text);
    return JSON.stringify(document.swagger ? {basePath: url, ...document} : {servers: [{url}], ...document});
  }
  if (/^(servers|basePath)\s*:/m.test(text)) return text;
  return text + (/^swagger\s*:/m.test(text) ? `\nbasePath: ${JSON.stringify(url)}\n` : `\nservers:\n- url: ${JSON.stringify(url)}\n`);
}

window.SwaggerUIBundle({
  domNode: place,
  url: new URL(place.dataset.document, location.href).href,
  deepLinking: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: -1,
  validatorUrl: null,
  filter: true,
  tryItOutEnabled: false,
  requestInterceptor(request) {
    const url = new URL(request.url, location.href);
    request.url = location.origin + url.pathname + url.search;
    return request;
  },
  responseInterceptor(response) {
    if (response.url && place.dataset.document && response.url.endsWith(place.dataset.document.replace(/^[./]+/, ''))) {
      const text = placed(known(response.text));
      return {...response, text, data: text};
    }
    return response;
  },
});
