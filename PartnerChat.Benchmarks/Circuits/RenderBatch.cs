using System.Buffers.Binary;
using System.Text;

namespace PartnerChat.Benchmarks.Circuits;

/// <summary>A component that was rendered, and the elements that it put into its own place.</summary>
public sealed record RenderedComponent(int Id, IReadOnlyList<string> Elements);

/// <summary>One update of a page as it came over the line.</summary>
/// <param name="Size">Bytes.</param>
public sealed record RenderBatch(long Id, int Size, IReadOnlyList<RenderedComponent> Components, IReadOnlyList<string> Texts)
{
    private const int Int = sizeof(int), EditSize = 4 * Int, FrameSize = 5 * Int;
    private const int PrependFrame = 1, Element = 1;

    /// <summary>Reads what the server writes: sections, and at the end where each of them begins.</summary>
    public static RenderBatch Read(long id, byte[] bytes)
    {
        var texts = TextsOf(bytes);
        var (table, frames) = (IntAt(bytes, bytes.Length - (5 * Int)), IntAt(bytes, bytes.Length - (4 * Int)));
        var components = Enumerable.Range(0, IntAt(bytes, table)).Select(i => Component(bytes, IntAt(bytes, table + Int + (i * Int)), frames + Int, texts));
        return new RenderBatch(id, bytes.Length, [.. components], texts);
    }

    private static RenderedComponent Component(byte[] bytes, int at, int frames, List<string> texts)
    {
        var elements = new List<string>();
        for (var i = 0; i < IntAt(bytes, at + Int); i++)
        {
            var edit = at + (2 * Int) + (i * EditSize);
            if (IntAt(bytes, edit) != PrependFrame) continue;
            var frame = frames + (IntAt(bytes, edit + (2 * Int)) * FrameSize);
            if (IntAt(bytes, frame) == Element) elements.Add(texts[IntAt(bytes, frame + (2 * Int))]);
        }

        return new RenderedComponent(IntAt(bytes, at), elements);
    }

    private static List<string> TextsOf(byte[] bytes)
    {
        var table = IntAt(bytes, bytes.Length - Int);
        var texts = new List<string>();
        for (var at = table; at < bytes.Length - (5 * Int); at += Int) texts.Add(TextAt(bytes, IntAt(bytes, at)));
        return texts;
    }

    private static string TextAt(byte[] bytes, int at)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes, at, bytes.Length - at), Encoding.UTF8);
        return reader.ReadString();
    }

    private static int IntAt(byte[] bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
}
