using System.Collections.Concurrent;
using Npgsql;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Faults;

/// <summary>Connections die under statements that are prepared on them: their readers are told that the database is away, and no more.</summary>
public sealed class KilledReadsTests(PostgresFixture postgres)
{
    private const int Written = 120, Readers = 6;
    private const string Kill = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'partnerchat pages'";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task VisitAsync_ConnectionsKilledWhileTheyRead_GivesWholePagesOrIsUnavailable()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, Written, Ct);
        await using var direct = NpgsqlDataSource.Create(database.ConnectionString);
        using var done = new CancellationTokenSource();
        var read = new ConcurrentQueue<object>();
        var reading = Enumerable.Range(0, Readers).Select(_ => Task.Run(() => ReadAsync(node.Chat, couple, read, done.Token), Ct)).ToList();
        object[] possible = [50, Written, ChatError.Unavailable];

        var killed = 0L;
        await Eventually.HoldsAsync(async () => (killed += await KillAsync(direct)) >= Campaign.Count(1_000) && possible.All(read.Contains), Ct);
        await done.CancelAsync();
        await Task.WhenAll(reading);

        Assert.Empty(read.Except(possible));
        await Eventually.HoldsAsync(async () => (await node.Chat.VisitSentBeforeAsync(couple.A, couple.ConversationId, null, 50, Ct)).Error is null, Ct);
    }

    // How many messages each page had, or why there was none.
    private static async Task ReadAsync(ChatService chat, Couple couple, ConcurrentQueue<object> read, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var page = await chat.VisitSentBeforeAsync(couple.A, couple.ConversationId, null, 50, Ct);
            read.Enqueue(page.Value is { } found ? found.Page.Messages.Count : page.Error!.Value);
            var changes = await chat.VisitChangesAsync(couple.B, couple.ConversationId, 0, 500, Ct);
            read.Enqueue(changes.Value is { } since ? since.Page.Changes.Count : changes.Error!.Value);
            await chat.VisitAsync(couple.A, couple.ConversationId, Ct);
        }
    }

    private static async Task<long> KillAsync(NpgsqlDataSource direct)
    {
        await using var kill = direct.CreateCommand(Kill);
        return (long)(await kill.ExecuteScalarAsync(Ct))!;
    }
}
