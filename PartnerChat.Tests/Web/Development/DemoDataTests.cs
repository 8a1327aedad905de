using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data;
using PartnerChat.Data.Accounts;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Development;

namespace PartnerChat.Tests.Web.Development;

public sealed class DemoDataTests(PostgresFixture postgres)
{
    // Just before the clock of the tests' database, with a fraction that PostgreSQL cannot hold.
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow.AddMinutes(-1).AddTicks(3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SeedAsync_EmptyDatabase_MakesUsersWithoutPasswordsAndOneAdmin()
    {
        await using var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var app = CreateApp(database);

        await Demo(app).SeedAsync(Token);

        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>();
        Assert.Equal([DemoData.AdminEmail, DemoData.NoraEmail, DemoData.SamiEmail], users.Users.Select(u => u.Email).Order());
        Assert.All(users.Users.ToList(), u => Assert.True(u is { EmailConfirmed: true, PasswordHash: null }));
        Assert.Equal([DemoData.AdminEmail], (await users.GetUsersInRoleAsync(DemoData.AdminRole)).Select(u => u.Email));
    }

    [Fact]
    public async Task SeedAsync_EmptyDatabase_MakesNoraAndSamiACouple()
    {
        await using var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var app = CreateApp(database);

        await Demo(app).SeedAsync(Token);

        await using var db = await Contexts(app).CreateDbContextAsync(Token);
        var nora = await db.Users.SingleAsync(u => u.Email == DemoData.NoraEmail, Token);
        var membership = await app.Services.GetRequiredService<ConversationStore>().FindMembershipAsync(nora.Id, Token);
        Assert.Equal((PartnerSide.A, "Nora", "Sami"), (membership!.Side, membership.Name, membership.PartnerName));
        Assert.InRange(membership.Since, Now.AddDays(-38), Now.AddDays(-35));
        Assert.InRange(membership.PartnerLastSeenAt!.Value, Now.AddHours(-1), Now);
    }

    [Fact]
    public async Task SeedAsync_Twice_MakesOneCouple()
    {
        await using var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var app = CreateApp(database);

        await Demo(app).SeedAsync(Token);
        await Demo(app).SeedAsync(Token);

        await AssertOneCoupleAsync(app);
    }

    [Fact]
    public async Task SeedAsync_InstancesAtOnce_MakeOneCouple()
    {
        await using var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var first = CreateApp(database);
        await using var second = CreateApp(database);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => Demo(i % 2 == 0 ? first : second).SeedAsync(Token), Token)));

        await AssertOneCoupleAsync(first);
    }

    [Fact]
    public async Task SeedAsync_FailsAtTheEnd_LeavesNothing()
    {
        await using var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var app = CreateApp(database);
        await using var db = await Contexts(app).CreateDbContextAsync(Token);
        await using (var rename = app.Services.GetRequiredService<ChatDataSources>().Owner.CreateCommand("ALTER TABLE message_changes RENAME TO elsewhere"))
            await rename.ExecuteNonQueryAsync(Token);

        await Assert.ThrowsAsync<DbUpdateException>(() => Demo(app).SeedAsync(Token));

        Assert.Equal((0, 0), (await db.Users.CountAsync(Token), await db.Roles.CountAsync(Token)));
    }

    [Fact]
    public async Task SeedAsync_Numbers_AreDenseAndAgreeWithTheLog()
    {
        await using var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var app = CreateApp(database);

        await Demo(app).SeedAsync(Token);

        await using var db = await Contexts(app).CreateDbContextAsync(Token);
        var messages = await db.Messages.OrderBy(m => m.Seq).ToListAsync(Token);
        var changes = await db.MessageChanges.OrderBy(c => c.ChangeSeq).ToListAsync(Token);
        Assert.True(messages.Count >= 300);
        Assert.Equal(Enumerable.Range(1, messages.Count).Select(i => (long)i), messages.Select(m => m.Seq));
        Assert.Equal(Enumerable.Range(1, changes.Count).Select(i => (long)i), changes.Select(c => c.ChangeSeq));
        Assert.Equal(messages.Select(m => m.Seq), changes.Where(c => c.Made).Select(c => c.Seq));
        Assert.All(messages, m =>
        {
            var own = changes.Where(c => c.Seq == m.Seq).ToList();
            Assert.Equal((m.FirstChangeSeq, m.ChangeSeq), (own[0].ChangeSeq, own[^1].ChangeSeq));
            Assert.Equal([true, .. own.Skip(1).Select(_ => false)], own.Select(c => c.Made));
            Assert.Equal(1 + (m.DeliveredAt is null ? 0 : 1) + (m.ReadAt is null ? 0 : 1), own.Count);
        });
    }

    [Fact]
    public async Task SeedAsync_Times_RiseAndLieInThePast()
    {
        await using var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var app = CreateApp(database);

        await Demo(app).SeedAsync(Token);

        await using var db = await Contexts(app).CreateDbContextAsync(Token);
        var messages = await db.Messages.OrderBy(m => m.Seq).ToListAsync(Token);
        Assert.All(messages.Zip(messages.Skip(1)), pair => Assert.True(pair.First.SentAt < pair.Second.SentAt));
        Assert.All(messages, m => Assert.True(m.SentAt < Now && (m.ReadAt ?? m.DeliveredAt ?? m.SentAt) < Now));
    }

    [Fact]
    public async Task SeedAsync_Counters_EqualARecount()
    {
        await using var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var app = CreateApp(database);

        await Demo(app).SeedAsync(Token);

        await using var db = await Contexts(app).CreateDbContextAsync(Token);
        Assert.Equal(1, await db.Database.SqlQuery<int>($"""
            SELECT count(*)::int AS "Value"
            FROM partner_conversations c
            CROSS JOIN LATERAL (
                SELECT count(*) AS n, max(seq) AS seq, max(sent_at) AS sent_at, max(greatest(sent_at, delivered_at, read_at)) AS at,
                    (array_agg(left(content, 100) ORDER BY seq DESC))[1] AS preview,
                    max(seq) FILTER (WHERE sender_id = 'partner_a' AND delivered_at IS NOT NULL) AS a_delivered,
                    max(seq) FILTER (WHERE sender_id = 'partner_b' AND delivered_at IS NOT NULL) AS b_delivered,
                    max(seq) FILTER (WHERE sender_id = 'partner_a' AND read_at IS NOT NULL) AS a_read,
                    max(seq) FILTER (WHERE sender_id = 'partner_b' AND read_at IS NOT NULL) AS b_read,
                    min(seq) FILTER (WHERE sender_id = 'partner_b' AND read_at IS NULL) - 1 AS a_position,
                    min(seq) FILTER (WHERE sender_id = 'partner_a' AND read_at IS NULL) - 1 AS b_position,
                    min(seq) FILTER (WHERE sender_id = 'partner_a' AND delivered_at IS NULL) AS a_waiting,
                    min(seq) FILTER (WHERE sender_id = 'partner_b' AND delivered_at IS NULL) AS b_waiting
                FROM partner_messages m WHERE m.conversation_id = c.id) m
            WHERE c.message_count = m.n AND c.last_seq = m.seq AND c.last_message_preview = m.preview
                AND c.last_change_seq = (SELECT max(change_seq) FROM message_changes WHERE conversation_id = c.id)
                AND c.last_message_at = m.sent_at AND c.last_sent_at = m.sent_at
                AND c.updated_at = m.at AND c.last_active_on = (m.at AT TIME ZONE 'UTC')::date
                AND c.partner_a_delivered_seq = m.a_delivered AND c.partner_b_delivered_seq = m.b_delivered
                AND c.partner_a_read_seq = m.a_read AND c.partner_b_read_seq = m.b_read
                AND c.partner_a_position = m.a_position AND c.partner_b_position = m.b_position
                AND coalesce(m.a_waiting > m.a_delivered, true) AND coalesce(m.b_waiting > m.b_delivered, true)
                AND m.a_position >= m.b_read AND m.b_position >= m.a_read
            """).SingleAsync(Token));
    }

    [Fact]
    public async Task SeedAsync_TheNextWrite_GoesOnFromThere()
    {
        await using var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var app = CreateApp(database);
        await Demo(app).SeedAsync(Token);
        await using var db = await Contexts(app).CreateDbContextAsync(Token);
        var before = await db.Conversations.AsNoTracking().SingleAsync(Token);
        var message = new NewMessage(Guid.CreateVersion7(), before.Id, PartnerSide.A, "A horse", null);
        var range = new ReceiptRange(before.Id, PartnerSide.B, before.PartnerBDeliveredSeq, before.LastSeq, before.LastSeq, before.LastSeq);

        var outcome = await app.Services.GetRequiredService<MessageWriteStore>().WriteAsync(new MessageBatch([message], [range]), Token);

        var after = await db.Conversations.AsNoTracking().SingleAsync(Token);
        Assert.Equal(before.LastSeq + 1, outcome.Messages[0].Message!.Seq);
        Assert.Equal([before.LastSeq - 3, before.LastSeq - 2, before.LastSeq - 1, before.LastSeq], outcome.Receipts.Select(r => r.Seq));
        Assert.Equal((before.LastChangeSeq + 5, before.LastSeq, before.LastSeq), (after.LastChangeSeq, after.PartnerBReadSeq, after.PartnerAPosition));
    }

    [Fact]
    public async Task SeedAsync_ReplayedThroughTheWriteStore_LeavesTheSameNumbersAndCounters()
    {
        await using var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var app = CreateApp(database);
        await Demo(app).SeedAsync(Token);
        await using var db = await Contexts(app).CreateDbContextAsync(Token);
        var seeded = await db.Conversations.AsNoTracking().SingleAsync(Token);
        var relationship = new Relationship { CreatedAt = Now };
        var replay = new PartnerConversation { RelationshipId = relationship.Id, CreatedAt = relationship.CreatedAt, UpdatedAt = relationship.CreatedAt };
        db.AddRange(relationship, replay);
        await db.SaveChangesAsync(Token);

        await ReplayAsync(app, db, seeded.Id, replay.Id);

        var replayed = await db.Conversations.AsNoTracking().SingleAsync(c => c.Id == replay.Id, Token);
        Assert.Equal(Counters(seeded), Counters(replayed));
        Assert.Equal(await MessagesAsync(db, seeded.Id), await MessagesAsync(db, replay.Id));
    }

    [Theory]
    [InlineData("Development", 1)]
    [InlineData("Production", 0)]
    public async Task SeedDemoDataAsync_Environment_SeedsOnlyInDevelopment(string environment, int couples)
    {
        await using var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var app = CreateApp(database, environment);

        await app.SeedDemoDataAsync(Token);

        await using var db = await Contexts(app).CreateDbContextAsync(Token);
        Assert.Equal(couples, await db.Relationships.CountAsync(Token));
    }

    private static async Task ReplayAsync(WebApplication app, ChatDbContext db, Guid from, Guid to)
    {
        var store = app.Services.GetRequiredService<MessageWriteStore>();
        var messages = await db.Messages.AsNoTracking().Where(m => m.ConversationId == from).ToDictionaryAsync(m => m.Seq, Token);
        var delivered = new HashSet<long>();
        foreach (var change in await db.MessageChanges.AsNoTracking().Where(c => c.ConversationId == from).OrderBy(c => c.ChangeSeq).ToListAsync(Token))
        {
            var (sender, seq) = (messages[change.Seq].SenderId, change.Seq);
            var read = !change.Made && !delivered.Add(seq) ? seq : 0;
            await store.WriteAsync(
                change.Made
                    ? new MessageBatch([new NewMessage(Guid.CreateVersion7(), to, sender, messages[seq].Content, null)], [])
                    : new MessageBatch([], [new ReceiptRange(to, sender, 0, read == 0 ? seq : 0, read, read)]),
                Token);
        }
    }

    private static object Counters(PartnerConversation c) => (
        c.MessageCount, c.LastSeq, c.LastChangeSeq, c.LastMessagePreview,
        c.PartnerADeliveredSeq, c.PartnerBDeliveredSeq, c.PartnerAReadSeq, c.PartnerBReadSeq);

    private static async Task<List<(long, long, long, PartnerSide, string, string)>> MessagesAsync(ChatDbContext db, Guid conversationId) =>
        (await db.Messages.AsNoTracking().Where(m => m.ConversationId == conversationId).OrderBy(m => m.Seq).ToListAsync(Token))
        .ConvertAll(m => (m.Seq, m.FirstChangeSeq, m.ChangeSeq, m.SenderId, m.Status, m.Content));

    private static async Task AssertOneCoupleAsync(WebApplication app)
    {
        await using var db = await Contexts(app).CreateDbContextAsync(Token);
        Assert.Equal(
            (3, 1, 1, 2, 1, DemoScript.Read().Count),
            (await db.Users.CountAsync(Token), await db.Roles.CountAsync(Token), await db.Relationships.CountAsync(Token),
                await db.RelationshipMembers.CountAsync(Token), await db.Conversations.CountAsync(Token), await db.Messages.CountAsync(Token)));
    }

    private static DemoData Demo(WebApplication app) => app.Services.GetRequiredService<DemoData>();

    private static IDbContextFactory<ChatDbContext> Contexts(WebApplication app) => app.Services.GetRequiredService<IDbContextFactory<ChatDbContext>>();

    private static WebApplication CreateApp(TestDatabase database, string? environment = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment ?? Environments.Development });
        builder.Logging.ClearProviders();
        builder.Services.AddChatDatabase(database.ConnectionString);
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now));
        builder.Services.AddIdentityCore<ApplicationUser>(options => options.UseIdentitySchema())
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<ChatDbContext>();
        builder.Services.AddDemoData();
        return builder.Build();
    }
}
