using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PartnerChat.Data;
using PartnerChat.Data.Mail;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Mail;

namespace PartnerChat.Tests.Background;

/// <summary>The way of a mail from the queue to a server, whatever that does.</summary>
public sealed class MailSenderTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mail_ServerTakesIt_IsSentAndErased()
    {
        await using var server = new SmtpServer();
        await using var app = await StartAsync(server.Settings);

        await QueueAsync(app, "nora@example.org");

        var row = await WaitAsync(app, r => r.DoneAt is not null);
        var message = Assert.Single(server.Received);
        Assert.Equal("nora@example.org", Assert.Single(message.To.Mailboxes).Address);
        Assert.Equal("partnerchat@chat.example", Assert.Single(message.From.Mailboxes).Address);
        Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
        Assert.Contains("https://chat.example/account/forgot", message.TextBody, StringComparison.Ordinal);
        Assert.Equal(("sent", null, 1), (row.Outcome, row.Sealed, row.Attempts));
    }

    [Fact]
    public async Task Mail_ServerSaysLater_IsSentLater()
    {
        await using var server = new SmtpServer();
        server.Refusals.Enqueue("451 come back");
        await using var app = await StartAsync(server.Settings);
        await QueueAsync(app, "nora@example.org");
        var put = await WaitAsync(app, r => r.LastError is not null);

        Later(app, TimeSpan.FromMinutes(2));

        var row = await WaitAsync(app, r => r.DoneAt is not null);
        Assert.Equal(("451", null), (put.LastError, put.Outcome));
        Assert.Equal(("sent", 2), (row.Outcome, row.Attempts));
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task Mail_ServerSaysNever_IsGivenUpAndShownInHealth()
    {
        await using var server = new SmtpServer();
        server.Refusals.Enqueue("550 nobody of that name");
        await using var app = await StartAsync(server.Settings);

        await QueueAsync(app, "nora@example.org");

        var row = await WaitAsync(app, r => r.DoneAt is not null);
        var state = await app.Services.GetRequiredService<MailDesk>().GetStateAsync(Ct);
        var ready = await app.NewBrowser().OpenAsync("/health/ready");
        Assert.Equal(("failed", null, "550", 1), (row.Outcome, row.Sealed, row.LastError, row.Attempts));
        Assert.Equal((0, null, 1, "550"), (state.Waiting, state.OldestQueuedAt, state.FailedInDay, state.LastError));
        Assert.Equal((HttpStatusCode.OK, "Degraded"), (ready.StatusCode, await ready.Content.ReadAsStringAsync(Ct)));
    }

    [Fact]
    public async Task Mail_NobodyListens_IsSentOnceSomebodyDoes()
    {
        var settings = new Dictionary<string, string>();
        await using (var gone = new SmtpServer()) settings = gone.Settings;
        await using var app = await StartAsync(settings);
        await QueueAsync(app, "nora@example.org");
        var put = await WaitAsync(app, r => r.LastError is not null);
        await using var server = new SmtpServer(int.Parse(settings["Smtp:Port"], CultureInfo.InvariantCulture));

        Later(app, TimeSpan.FromMinutes(2));

        await WaitAsync(app, r => r.Outcome == "sent");
        Assert.Equal("line", put.LastError);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task Mail_ServerOffersNoEncryption_IsNotSentInTheClear()
    {
        await using var server = new SmtpServer();
        await using var app = await StartAsync(new(server.Settings) { ["Smtp:Security"] = "starttls" });

        await QueueAsync(app, "nora@example.org");

        Assert.Equal("tls", (await WaitAsync(app, r => r.LastError is not null)).LastError);
        Assert.Empty(server.Received);
    }

    // The server took it, and the mark was not made: it goes out again, and who gets it can tell by its id.
    [Fact]
    public async Task Mail_LineBreaksBeforeTheAnswer_IsSentTwiceAtMostUnderOneId()
    {
        await using var server = new SmtpServer { DiesAfterTaking = true };
        await using var app = await StartAsync(server.Settings);
        await QueueAsync(app, "nora@example.org");
        await WaitAsync(app, r => r.LastError is not null);
        server.DiesAfterTaking = false;

        Later(app, TimeSpan.FromMinutes(2));

        await WaitAsync(app, r => r.Outcome == "sent");
        Assert.Equal(2, server.Received.Count);
        Assert.Single(server.Received.Select(m => m.MessageId).Distinct());
    }

    [Fact]
    public async Task Mail_ItsSenderDied_IsSentAfterTheLease()
    {
        await using var server = new SmtpServer();
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using (var node = await StartAsync([], database)) await ClaimedByTheDeadAsync(node);
        await using var app = await StartAsync(server.Settings, database);
        Assert.Empty(server.Received);

        Later(app, MailStore.Lease + TimeSpan.FromSeconds(1));

        Assert.Equal(2, (await WaitAsync(app, r => r.Outcome == "sent")).Attempts);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task Mails_TwoNodes_SendEachOnce()
    {
        const int many = 30;
        await using var server = new SmtpServer();
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var one = await StartAsync(server.Settings, database);
        await using var other = await StartAsync(server.Settings, database);

        for (var i = 0; i < many; i++) await QueueAsync(i % 2 == 0 ? one : other, $"{i}@example.org");

        await Eventually.HoldsAsync(async () => (await RowsAsync(one)).Count(r => r.Outcome == "sent") == many, Ct);
        Assert.Equal(many, server.Received.Count);
        Assert.Equal(many, server.Received.Select(m => m.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task Mail_LinkWouldHaveRunOut_IsGivenUp()
    {
        var settings = new Dictionary<string, string>();
        await using (var gone = new SmtpServer()) settings = gone.Settings;
        await using var app = await StartAsync(settings);
        await app.Services.GetRequiredService<MailDesk>().QueueAsync(MailKind.Recovery, new MailEnvelope(await Accounts.AddAsync(app), "en"), Ct);
        await WaitAsync(app, r => r.LastError is not null);

        Later(app, MailTokens.RecoveryLasts + TimeSpan.FromMinutes(1));

        Assert.Equal("late", (await WaitAsync(app, r => r.Outcome == "failed")).LastError);
    }

    [Fact]
    public async Task Address_AskedForTooOften_GetsNoMore()
    {
        await using var app = await StartAsync([]);
        var store = app.Services.GetRequiredService<MailStore>();
        var (desk, limit) = (DeskOf(app), MailRules.LimitOf(MailKind.Recovery));
        QueuedMail Another() => desk.Seal(MailKind.Recovery, new MailEnvelope("nora@example.org", "en"))!;

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.AddAsync(Another(), limit, Ct)));
        var notice = await store.AddAsync(desk.Seal(MailKind.PasswordChanged, new MailEnvelope("nora@example.org", "en"))!, MailRules.LimitOf(MailKind.PasswordChanged), Ct);
        app.Time.Advance(TimeSpan.FromMinutes(61));
        var later = await store.AddAsync(Another(), limit, Ct);

        Assert.Equal(limit.Most, taken.Count(t => t));
        Assert.True(notice);
        Assert.True(later);
    }

    private static async Task ClaimedByTheDeadAsync(PagesApp node)
    {
        var desk = DeskOf(node);
        var store = node.Services.GetRequiredService<MailStore>();
        await store.AddAsync(desk.Seal(MailKind.PasswordChanged, new MailEnvelope("nora@example.org", "en"))!, MailRules.LimitOf(MailKind.PasswordChanged), Ct);
        Assert.NotNull(await store.ClaimAsync(Ct));
    }

    // Of an app that sends nothing by itself.
    private static MailDesk DeskOf(PagesApp app) =>
        new(app.Services.GetRequiredService<MailStore>(), new MailSetup(null, true, ""), app.Services.GetRequiredService<MailSeal>(), app.Services.GetRequiredService<MailBell>(), app.Time);

    private async Task<PagesApp> StartAsync(Dictionary<string, string> settings, TestDatabase? database = null)
    {
        var app = new PagesApp(postgres) { Environment = "Production", Settings = settings, SharedDatabase = database };
        await app.InitializeAsync();
        _ = app.Services;
        return app;
    }

    // The sender may not be asleep yet; the bell it hears all the same.
    private static void Later(PagesApp app, TimeSpan time)
    {
        app.Time.Advance(time);
        app.Services.GetRequiredService<MailBell>().Ring();
    }

    private static Task QueueAsync(PagesApp app, string to) =>
        app.Services.GetRequiredService<MailDesk>().QueueAsync(MailKind.PasswordChanged, new MailEnvelope(to, "en"), Ct);

    private static async Task<QueuedMail> WaitAsync(PagesApp app, Func<QueuedMail, bool> condition)
    {
        QueuedMail? row = null;
        await Eventually.HoldsAsync(async () => (row = (await RowsAsync(app)).SingleOrDefault()) is not null && condition(row), Ct);
        return row!;
    }

    private static async Task<List<QueuedMail>> RowsAsync(PagesApp app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<ChatDbContext>>().CreateDbContextAsync(Ct);
        return await db.Mails.AsNoTracking().ToListAsync(Ct);
    }
}
