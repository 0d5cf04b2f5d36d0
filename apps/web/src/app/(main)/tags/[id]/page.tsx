import { Tag } from './tag';

export default async function OneTagPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <Tag id={id} />;
}
