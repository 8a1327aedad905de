using System.IO.Pipes;

namespace PartnerChat.Tests.Fixtures.Circuits;

/// <summary>Weighs the managed heap of an app in a process of its own, where nothing else is on it. The app knows nothing of it.</summary>
internal sealed class HeapProbe
{
    internal const string PipeVariable = "PARTNERCHAT_TEST_HEAP";

    private readonly string _pipe = $"pc-heap-{Guid.NewGuid():N}";

    /// <summary>What the app's process is to be started with.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(HeapProbe).Assembly.Location,
        [PipeVariable] = _pipe,
    };

    /// <summary>Bytes in use after everything that can go was collected.</summary>
    public async Task<long> WeighAsync(CancellationToken ct)
    {
        await using var pipe = new NamedPipeClientStream(".", _pipe, PipeDirection.In, PipeOptions.Asynchronous);
        await pipe.ConnectAsync(ct);
        var bytes = new byte[sizeof(long)];
        await pipe.ReadExactlyAsync(bytes, ct);
        return BitConverter.ToInt64(bytes);
    }
}
