import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask, good, proof, type Schemas } from '../../api/client';

export type Upload = Schemas['Upload'];

const MOVING = 700;

/** Sends a file; what is in it waits to be mapped and started. */
export async function send(table: string, file: File): Promise<Upload> {
  const path = `/api/v1/tables/${encodeURIComponent(table)}/uploads?name=${encodeURIComponent(file.name)}`;
  const response = await good(
    await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream', ...proof() },
      body: file,
    }),
  );
  return (await response.json()) as Upload;
}

export const isOver = (upload: Upload) => upload.state !== 'waiting' && upload.state !== 'running';

export function useUpload(id: string | undefined) {
  return useQuery({
    queryKey: ['uploads', 'one', id],
    enabled: id !== undefined,
    queryFn: () => ask(api.GET('/api/v1/uploads/{id}', { params: { path: { id: id ?? '' } } })),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? MOVING : false),
  });
}

/** What would happen, if the file were taken in with its mapping as it is. */
export function useDryRun(upload: Upload) {
  return useQuery({
    queryKey: ['uploads', 'dry-run', upload.id, upload.mapping],
    enabled: upload.state === 'waiting',
    queryFn: ({ signal }) =>
      ask(api.GET('/api/v1/uploads/{id}/dry-run', { params: { path: { id: upload.id } }, signal })),
  });
}

export function useUploadCommands(id: string) {
  const queries = useQueryClient();
  const path = { params: { path: { id } } };
  const again = () => queries.invalidateQueries({ queryKey: ['uploads'] });
  return {
    map: async (mapping: Record<string, string | null>) => {
      await api.PUT('/api/v1/uploads/{id}/mapping', { ...path, body: { mapping: mapping as Record<string, string> } });
      await again();
    },
    start: async () => {
      await api.POST('/api/v1/uploads/{id}/start', path);
      await again();
    },
    cancel: async () => {
      await api.DELETE('/api/v1/uploads/{id}', path);
      await again();
    },
  };
}
