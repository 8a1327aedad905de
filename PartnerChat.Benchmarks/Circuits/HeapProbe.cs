using System.IO.Pipes;

namespace PartnerChat.Benchmarks.Circuits;

/// <summary>Weighs the managed heap of an app in a process of its own, where nothing else is on it. The app knows nothing of it.</summary>
internal sealed class HeapProbe : IAsyncDisposable
{
    internal const string PipeVariable = "PARTNERCHAT_HEAP_PIPE";

    private readonly string _name = $"pc-heap-{Guid.NewGuid():N}";
    private readonly NamedPipeClientStream _pipe;

    public HeapProbe() => _pipe = new NamedPipeClientStream(".", _name, PipeDirection.InOut, PipeOptions.Asynchronous);

    /// <summary>What the app's process is to be started with.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(HeapProbe).Assembly.Location,
        [PipeVariable] = _name,
    };

    /// <summary>Bytes in use after everything that can go was collected.</summary>
    public async Task<long> WeighAsync(CancellationToken ct)
    {
        if (!_pipe.IsConnected) await _pipe.ConnectAsync(ct);
        var bytes = new byte[sizeof(long)];
        await _pipe.WriteAsync(bytes.AsMemory(..1), ct);
        await _pipe.ReadExactlyAsync(bytes, ct);
        return BitConverter.ToInt64(bytes);
    }

    public ValueTask DisposeAsync() => _pipe.DisposeAsync();
}
