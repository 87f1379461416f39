import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import type { Box } from '../model/layout';

/** Moves the canvas so far that the tile with the focus is to be seen. */
export function Follow(props: { boxes: Box[]; focused: string | undefined }) {
  const { focused } = props;
  const box = props.boxes.find((it) => it.id === focused);
  const { getViewport, setCenter } = useReactFlow();
  const store = useStoreApi();
  const x = box && box.x + box.width / 2;
  const y = box && box.y + box.height / 2;
  useEffect(() => {
    if (x === undefined || y === undefined) {
      return;
    }
    const { width, height } = store.getState();
    const view = getViewport();
    const isIn = (at: number, size: number) => at > 80 && at < size - 80;
    if (!isIn(x * view.zoom + view.x, width) || !isIn(y * view.zoom + view.y, height)) {
      void setCenter(x, y, { zoom: Math.max(view.zoom, 0.6) });
    }
  }, [focused, x, y, store, getViewport, setCenter]);
  return null;
}
