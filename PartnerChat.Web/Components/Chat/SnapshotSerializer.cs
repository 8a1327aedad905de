using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Components;

namespace PartnerChat.Web.Components.Chat;

/// <summary>
/// Writes a snapshot small. It is encrypted once it is written, and nothing makes it smaller after that: not in the page, and not on the way back to
/// the circuit.
/// </summary>
internal sealed class SnapshotSerializer : PersistentComponentStateSerializer<ChatSnapshot>
{
    public override void Persist(ChatSnapshot value, IBufferWriter<byte> writer)
    {
        using var written = new MemoryStream();
        using (var small = new BrotliStream(written, CompressionLevel.Optimal, leaveOpen: true)) JsonSerializer.Serialize(small, value, JsonSerializerOptions.Web);
        writer.Write(written.GetBuffer().AsSpan(0, (int)written.Length));
    }

    public override ChatSnapshot Restore(ReadOnlySequence<byte> data)
    {
        using var json = new BrotliStream(new MemoryStream(data.ToArray()), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<ChatSnapshot>(json, JsonSerializerOptions.Web)!;
    }
}
