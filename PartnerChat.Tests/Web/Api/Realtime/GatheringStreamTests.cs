using PartnerChat.Web.Api.Realtime;

namespace PartnerChat.Tests.Web.Api.Realtime;

public sealed class GatheringStreamTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteAsync_NotHeld_GoesOutAtOnce()
    {
        var line = new WriteLog();
        await using var gathering = new GatheringStream(line);

        await gathering.WriteAsync("ping"u8.ToArray(), Ct);

        Assert.Equal(["ping"], line.Writes);
    }

    [Fact]
    public async Task WriteAsync_Held_WaitsForTheRelease()
    {
        var line = new WriteLog();
        await using var gathering = new GatheringStream(line);
        gathering.Hold();

        await gathering.WriteAsync("delivered"u8.ToArray(), Ct);

        Assert.Equal((0, 9), (line.Writes.Count, gathering.Waiting));
    }

    [Fact]
    public async Task ReleaseAsync_SeveralWait_GoOutInOneWriteInTheirOrder()
    {
        var line = new WriteLog();
        await using var gathering = new GatheringStream(line);
        var longer = new string('x', 10_000);
        gathering.Hold();
        await gathering.WriteAsync("delivered "u8.ToArray(), Ct);
        await gathering.WriteAsync(System.Text.Encoding.UTF8.GetBytes(longer), Ct);

        await gathering.ReleaseAsync(Ct);

        Assert.Equal(["delivered " + longer], line.Writes);
    }

    [Fact]
    public async Task ReleaseAsync_NothingWaits_WritesNothing()
    {
        var line = new WriteLog();
        await using var gathering = new GatheringStream(line);
        gathering.Hold();

        await gathering.ReleaseAsync(Ct);

        Assert.Empty(line.Writes);
    }

    [Fact]
    public async Task WriteAsync_AfterARelease_IsHeldNoMore()
    {
        var line = new WriteLog();
        await using var gathering = new GatheringStream(line);
        gathering.Hold();
        await gathering.ReleaseAsync(Ct);

        await gathering.WriteAsync("ping"u8.ToArray(), Ct);

        Assert.Equal(["ping"], line.Writes);
    }

    [Fact]
    public async Task WriteAsync_WhileAWriteIsUnderWay_ComesAfterIt()
    {
        var line = new WriteLog { Gate = new TaskCompletionSource() };
        await using var gathering = new GatheringStream(line);
        var first = gathering.WriteAsync("first"u8.ToArray(), Ct).AsTask();
        var second = gathering.WriteAsync("second"u8.ToArray(), Ct).AsTask();

        line.Gate.SetResult();
        await Task.WhenAll(first, second);

        Assert.Equal(["first", "second"], line.Writes);
    }

    private sealed class WriteLog : MemoryStream
    {
        public List<string> Writes { get; } = [];

        public TaskCompletionSource? Gate { get; init; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Gate is not null) await Gate.Task;
            Writes.Add(System.Text.Encoding.UTF8.GetString(buffer.Span));
        }
    }
}
