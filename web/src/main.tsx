// Entry: language first, then the application.
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './http/client.ts';
import { activate } from './i18n/catalogue.ts';
import { preferredLanguage } from './i18n/languages.ts';
import { createAppRouter } from './router.tsx';
import './styles/mantine.ts';
import './styles/fonts.css';
import './styles/base.css';
import './styles/parts.css';
import { theme, variables } from './theme.ts';

const client = createQueryClient(() => {
  const { pathname, href } = router.state.location;
  if (pathname !== '/sign-in')
    void router.navigate({ to: '/sign-in', search: href === '/' ? {} : { return: href }, replace: true });
});
const router = createAppRouter(client);

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
await activate(preferredLanguage());
createRoot(root).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <DirectionProvider detectDirection>
        <MantineProvider theme={theme} cssVariablesResolver={variables} forceColorScheme="light">
          <QueryClientProvider client={client}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </MantineProvider>
      </DirectionProvider>
    </I18nProvider>
  </StrictMode>,
);
