import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { Problem } from './api/client';
import { nonce } from './api/nonce';
import { follow } from './api/stream';
import './main.css';
import { router } from './routes';
import { useTheme } from './shell/theme';

const renderer = createDOMRenderer(document, { styleElementAttributes: nonce ? { nonce } : {} });

const LATER = 1_000;
const MOST_TIMES = 60;

/** Whether the server has too much to do just now, of which there will be less. */
const isBusy = (error: unknown) => error instanceof Problem && error.code === 'busy';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // The stream says what has changed; until then what is known is true.
      staleTime: 30_000,
      retry: (count, error) =>
        isBusy(error)
          ? count < MOST_TIMES
          : count < 2 && !(error instanceof Problem && error.status >= 400 && error.status < 500),
      retryDelay: (count, error) => (isBusy(error) ? LATER : LATER * 2 ** count),
    },
  },
});

function App() {
  const theme = useTheme();
  useEffect(() => follow(queries), []);
  return (
    <FluentProvider theme={theme}>
      <RouterProvider router={router} />
    </FluentProvider>
  );
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <RendererProvider renderer={renderer}>
        <QueryClientProvider client={queries}>
          <App />
        </QueryClientProvider>
      </RendererProvider>
    </StrictMode>,
  );
}
