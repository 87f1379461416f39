import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, Problem } from '../../api/client';
import { texts } from '../texts';

const NEW = { 'If-None-Match': '*' };

/** Does nothing where it is there already: whoever is interrupted goes on where they were. */
async function make(made: Promise<unknown>) {
  try {
    await made;
  } catch (error) {
    if (!(error instanceof Problem && error.status === 412)) {
      throw error;
    }
  }
}

/** Brings in a small bookshop: its tables and rows, two segments, two messages, a journey. */
export function useSample() {
  const queries = useQueryClient();
  const [doing, setDoing] = useState('');
  const bring = useMutation({
    mutationFn: async () => {
      const { JOURNEY, JOURNEYS, MESSAGES, SEGMENTS, TABLES } = await import('./definitions');
      const { rows } = await import('./people');
      setDoing(texts.bringing.people);
      for (const [table, definition] of Object.entries(TABLES)) {
        await make(
          api.PUT('/api/v1/tables/{table}', { params: { path: { table }, header: NEW }, body: definition as never }),
        );
      }
      for (const [table, all] of Object.entries(rows(new Date()))) {
        await api.POST('/api/v1/tables/{table}/rows', { params: { path: { table } }, body: all as never });
      }
      setDoing(texts.bringing.segments);
      for (const body of SEGMENTS) {
        await make(
          api.PUT('/api/v1/segments/{name}', {
            params: { path: { name: body.segment }, header: NEW },
            body: body as never,
          }),
        );
      }
      setDoing(texts.bringing.messages);
      for (const [name, text] of Object.entries(MESSAGES)) {
        await make(
          api.PUT('/api/v1/messages/{name}', { params: { path: { name }, header: NEW }, body: { format: 'md', text } }),
        );
      }
      setDoing(texts.bringing.journey);
      for (const body of JOURNEYS) {
        await make(
          api.PUT('/api/v1/journeys/{name}', {
            params: { path: { name: body.journey }, header: NEW },
            body: body as never,
          }),
        );
      }
      return JOURNEY;
    },
    onSettled: () => queries.invalidateQueries(),
  });
  return { bring, doing };
}
