using System.Diagnostics;
using PartnerChat.Data.Auditing;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Auditing;

/// <summary>The log is read page by page, narrowed at will, always along an index.</summary>
public sealed class AuditLogStoreTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const int PageSize = 50;
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Busy = Guid.Parse("01a00000-0000-7000-8000-000000000001");
    private static readonly Guid Looked = Guid.Parse("01a00000-0000-7000-8000-00000000000a");

    private TestDatabase? _database;
    private ChatNode _node = null!;
    private AuditActor _admin = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private AuditLogStore Store => _node.Get<AuditLogStore>();

    private static readonly string[] Narrowed = ["all", "action", "actor", "target", "actor and action", "rare action", "time", "none"];

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync(Ct);
        _node = await ChatNode.StartAsync(_database);
        _admin = await Admins.AddAsync(_node, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    [Fact]
    public async Task GetOlderAsync_ToTheEndAndBack_ShowsEachEntryOnceInOrder()
    {
        await FillAsync(130);

        var pages = new List<AuditPage> { (await Store.GetOlderAsync(_admin, Now, new AuditFilter(), null, PageSize, Ct))! };
        while (pages[^1].HasOlder) pages.Add((await Store.GetOlderAsync(_admin, Now, new AuditFilter(), pages[^1].Rows[^1].Place, PageSize, Ct))!);
        var back = (await Store.GetNewerAsync(_admin, Now, new AuditFilter(), pages[^1].Rows[0].Place, PageSize, Ct))!;

        var rows = pages.SelectMany(p => p.Rows).ToList();
        Assert.Equal([50, 50, 30], pages.Select(p => p.Rows.Count));
        Assert.Equal(rows.OrderByDescending(r => r.At).ThenByDescending(r => r.Id).Select(r => r.Id).Distinct(), rows.Select(r => r.Id));
        Assert.Equal(pages[1].Rows.Select(r => r.Id), back.Rows.Select(r => r.Id));
        Assert.True(back.HasNewer);
    }

    [Fact]
    public async Task GetNewerAsync_FromNoPlace_BeginsWithTheOldest()
    {
        await FillAsync(130);

        var page = (await Store.GetNewerAsync(_admin, Now, new AuditFilter(), null, PageSize, Ct))!;

        Assert.Equal((false, true, PageSize), (page.HasOlder, page.HasNewer, page.Rows.Count));
        Assert.Equal((Now.AddSeconds(-81 * 30), Now.AddSeconds(-130 * 30)), (page.Rows[0].At, page.Rows[^1].At));
    }

    [Fact]
    public async Task GetOlderAsync_EntryWithReasonAndAccounts_SaysThem()
    {
        await using (var db = await _node.OpenContextAsync(Ct))
        {
            db.Audit(_admin, Now, AuditActions.AccountLocked, new AuditTarget("account", _admin.UserId), "asked to");
            await db.SaveChangesAsync(Ct);
        }

        var row = (await Store.GetOlderAsync(_admin, Now, new AuditFilter(), null, PageSize, Ct))!.Rows.Single();

        Assert.Equal(("asked to", row.ActorEmail, true), (row.Reason, row.TargetEmail, row.ActorEmail!.EndsWith("@example.org", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task GetOlderAsync_NoAdminAnyMore_GetsNothing()
    {
        await FillAsync(3);
        await Admins.DismissAsync(_node, _admin, Ct);

        Assert.Null(await Store.GetOlderAsync(_admin, Now, new AuditFilter(), null, PageSize, Ct));
        Assert.Null(await Store.GetNewerAsync(_admin, Now, new AuditFilter(), new AuditPlace(Now, Guid.Empty), PageSize, Ct));
        Assert.False(await Store.BeginExportAsync(_admin, Now, new AuditFilter(), Ct));
    }

    [Fact]
    public async Task GetOlderAsync_AMillionEntries_EachPageGoesByAnIndexWithinATenthOfASecond()
    {
        await FillAsync(Campaign.Count(1_000_000));
        await using var connection = await _node.Database.OpenConnectionAsync(Ct);
        var log = new CommandLog(_node.Database);
        var (slow, scans) = (new List<string>(), new List<string>());

        foreach (var narrowed in Narrowed)
        {
            foreach (var before in new[] { null, new AuditPlace(Now.AddDays(-300), Guid.Empty) })
            {
                foreach (var isOlder in new[] { true, false })
                {
                    await TurnAsync(Store);
                    var since = Stopwatch.GetTimestamp();
                    await TurnAsync(Store);
                    if (Stopwatch.GetElapsedTime(since) > TimeSpan.FromMilliseconds(100)) slow.Add($"{narrowed}, older {isOlder}: {Stopwatch.GetElapsedTime(since)}");
                    await TurnAsync(new AuditLogStore(log));

                    Task<AuditPage?> TurnAsync(AuditLogStore store) => isOlder
                        ? store.GetOlderAsync(_admin, Now, FilterOf(narrowed), before, PageSize, Ct)
                        : store.GetNewerAsync(_admin, Now, FilterOf(narrowed), before, PageSize, Ct);
                }
            }
        }

        foreach (var command in log.Commands.Where(c => c.Text.Contains("audit_entries", StringComparison.Ordinal)))
        {
            var plan = await QueryPlan.ExplainAsync(connection, command, Ct);
            if (plan.Contains("Seq Scan on audit_entries", StringComparison.Ordinal)) scans.Add(plan);
        }

        Assert.Empty(slow);
        Assert.Empty(scans);
    }

    private static AuditFilter FilterOf(string narrowed) => narrowed switch
    {
        "action" => new(Action: AuditActions.ConversationRead),
        "actor" => new(ActorId: Busy),
        "target" => new(TargetId: Looked),
        "actor and action" => new(Action: AuditActions.RoleGranted, ActorId: Busy),
        "rare action" => new(Action: AuditActions.RoleTaken),
        "time" => new(From: Now.AddDays(-301), To: Now.AddDays(-299)),
        "none" => new(Action: "nothing", ActorId: Guid.Empty, TargetId: Guid.Empty),
        _ => new(),
    };

    // Most of it one admin's reading; here and there something rare.
    private Task<int> FillAsync(int count) => _node.ExecuteAsync(
        $"""
         INSERT INTO audit_entries (id, at, actor_id, action, target_type, target_id, address, details)
         SELECT gen_random_uuid(), '2026-11-23 12:00Z'::timestamptz - i * interval '30 seconds',
             CASE WHEN i % 10 = 0 THEN gen_random_uuid() ELSE '{Busy}'::uuid END,
             CASE WHEN i % 1009 = 0 THEN 'role.taken' WHEN i % 50 = 0 THEN 'role.granted' ELSE 'conversation.read' END, 'conversation',
             CASE WHEN i % 500 = 0 THEN '{Looked}'::uuid ELSE gen_random_uuid() END, '192.0.2.7', jsonb_build_object()
         FROM generate_series(1, {count}) i;
         ANALYZE audit_entries
         """, Ct);
}
