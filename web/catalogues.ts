// Vite plug-in: turns the plain messages of locales/ into Lingui's compiled form, so that no parser is shipped.
import { compileMessage } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';

export function catalogues(): Plugin {
  return {
    name: 'catalogues',
    enforce: 'pre',
    transform(source, id) {
      if (!/[\\/]locales[\\/][a-z]{2}[\\/]\w+\.json$/.test(id)) return null;
      const messages = Object.entries(JSON.parse(source) as Record<string, string>);
      const compiled = messages.map(([key, message]) => [key, compileMessage(message)]);
      return { code: JSON.stringify(Object.fromEntries(compiled)), map: null };
    },
  };
}
