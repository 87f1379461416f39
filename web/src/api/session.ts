import { useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from './client';

/** What somebody may do. */
export type Scope = 'read' | 'data' | 'edit' | 'admin';

export function useSession() {
  return useQuery({
    queryKey: ['session'],
    queryFn: () => ask(api.GET('/api/v1/session')),
    staleTime: Infinity,
  });
}

/** Whether whoever is signed in may do something; nobody may as long as we do not know. */
export function useMay(scope: Scope): boolean {
  return useSession().data?.scopes.includes(scope) ?? false;
}

export type Session = Schemas['Session'];
