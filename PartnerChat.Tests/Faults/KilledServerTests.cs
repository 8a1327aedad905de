using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PartnerChat.Data;
using PartnerChat.Data.Hosting;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Faults;

/// <summary>PostgreSQL dies by <c>kill -9</c> in the middle of sending, and comes back.</summary>
public sealed class KilledServerTests : IDisposable
{
    private const int Senders = 4;

    private readonly string _folder = TemporaryFolders.NewPath();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendAsync_ServerIsKilledDuringSends_AcknowledgedAreStoredOnceEach()
    {
        var server = await StartAsync();
        try
        {
            await using (var empty = NpgsqlDataSource.Create(server.ConnectionString)) await ChatSchema.BringUpToDateAsync(empty, Ct);
            await using var node = await ChatNode.StartAsync(server.ConnectionString);
            var couple = await Couple.JoinAsync(node, Ct);
            await using var partner = await node.FollowAsync(couple.B, 0, Ct);
            var acknowledged = new ConcurrentDictionary<Guid, long>();
            using var enough = new CancellationTokenSource();
            var sending = Enumerable.Range(0, Senders).Select(_ => SendAsync(node, couple, acknowledged, enough.Token)).ToArray();

            for (var kill = 0; kill < Campaign.Count(40); kill++)
            {
                var before = acknowledged.Count;
                await Eventually.HoldsAsync(() => acknowledged.Count >= before + 100, Ct);
                var killed = server;
                Process.GetProcessById(killed.ProcessId).Kill();
                server = await RestartAsync();
                await killed.DisposeAsync();
            }

            var last = acknowledged.Count;
            await Eventually.HoldsAsync(() => acknowledged.Count >= last + 100, Ct);
            await enough.CancelAsync();
            await Task.WhenAll(sending);

            // The node's own lines for reading may be from before a kill.
            await using (var fresh = NpgsqlDataSource.Create(server.ConnectionString)) await Soundness.AssertAsync(fresh, couple.ConversationId, Ct);
            await partner.WaitForSentAsync(acknowledged.Count, Ct);
            Assert.Equal(Enumerable.Range(1, acknowledged.Count).Select(i => (long)i), partner.SentSeqs);
            Assert.Equal(partner.Events.OfType<MessageSent>().Select(e => (e.Message.Id, e.Message.Seq)), acknowledged.Select(a => (a.Key, a.Value)).OrderBy(a => a.Value));
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    public void Dispose() => TemporaryFolders.Delete(_folder);

    // As a browser's outbox does: the same client id until it is acknowledged.
    private static async Task SendAsync(ChatNode node, Couple couple, ConcurrentDictionary<Guid, long> acknowledged, CancellationToken enough)
    {
        var by = (await node.VisitAsync(couple.A, Ct)).Participant;
        while (!enough.IsCancellationRequested)
        {
            var message = new SendMessage("through a crash", Guid.NewGuid());
            await Eventually.HoldsAsync(
                async () => (await node.Chat.SendAsync(by, message, Ct)).Value is { Message: var stored } && acknowledged.TryAdd(stored.Id, stored.Seq), Ct);
        }
    }

    // The killed server's children may still be going down, and hold its shared memory.
    private async Task<LocalPostgres> RestartAsync()
    {
        LocalPostgres? server = null;
        await Eventually.HoldsAsync(async () =>
        {
            try
            {
                server = await StartAsync();
            }
            catch (LocalPostgresException)
            {
                return false;
            }

            return true;
        }, Ct);
        return server!;
    }

    private Task<LocalPostgres> StartAsync() => LocalPostgres.StartAsync(
        new LocalPostgresOptions { DataFolder = _folder, ServerSettings = new Dictionary<string, string> { ["fsync"] = "off" } }, NullLogger.Instance, Ct);
}
