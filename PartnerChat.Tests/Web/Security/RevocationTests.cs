using System.Diagnostics;
using System.Net;
using PartnerChat.Benchmarks.Circuits;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Security;

/// <summary>Signing out on one node reaches ten open pages and ten sockets on another within 5 s, and none of them hears a word after it.</summary>
public sealed class RevocationTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Each = 10;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SignOut_OnAnotherNode_ReachesTenCircuitsAndTenSocketsWithinFiveSeconds(bool isByPassword)
    {
        var database = "";
        await using var here = new ChatServer(postgres) { Route = direct => database = direct };
        await here.InitializeAsync();
        var couple = await here.NewCoupleAsync();
        await using var there = new ChatServer(postgres) { Route = _ => database };
        await there.InitializeAsync();
        var me = (await there.Get<ChatService>().VisitAsync(couple.A.Id, Ct)).Value!.Participant;
        var phone = await ApiPartner.SignInAsync(new Uri(there.BaseUrl), couple.A, me.ConversationId, me.Side);
        using var visitor = await CircuitVisitors.SignInAsync(there.BaseUrl, couple.A);
        var sockets = await Task.WhenAll(Enumerable.Range(0, Each).Select(_ => phone.ListenAsync()));
        var circuits = new List<ChatCircuit>();
        for (var i = 0; i < Each; i++) circuits.Add(await ChatCircuit.OpenAsync(visitor, Ct));
        var desk = await SignInAsync(here, couple.A);

        var since = Stopwatch.GetTimestamp();
        var left = await EndOthersAsync(desk, isByPassword);
        var reached = await Task.WhenAll([.. sockets.Select(s => EndAsync(() => s.HasEnded, since)), .. circuits.Select(c => EndAsync(() => HasEnded(c), since))]);
        await SayAsync(there, couple.B.Id, "after the end");
        await SayAsync(there, couple.B.Id, "and again");

        Assert.Equal("/settings/security", left.Headers.Location?.OriginalString);
        output.WriteLine($"sockets {reached.Take(Each).Max().TotalSeconds:F2} s, circuits {reached.Skip(Each).Max().TotalSeconds:F2} s");
        Assert.All(reached, took => Assert.InRange(took, TimeSpan.Zero, Deadline));
        Assert.All(sockets, s => Assert.Equal(4401, s.CloseStatus));
        Assert.All(sockets, s => Assert.DoesNotContain(s.Of("new_message"), f => f.ToJsonString().Contains("the end", StringComparison.Ordinal)));
        Assert.All(circuits, c => Assert.DoesNotContain(c.Circuit.Batches, b => b.Texts.Contains("after the end")));
        Assert.Equal(HttpStatusCode.OK, (await desk.OpenAsync("/settings/security")).StatusCode);
        foreach (var circuit in circuits) await circuit.DisposeAsync();
        foreach (var socket in sockets) await socket.DisposeAsync();
    }

    private static Task<HttpResponseMessage> EndOthersAsync(Browser desk, bool isByPassword) => isByPassword
        ? desk.SubmitAsync("/settings/security", "password", ("Input.Present", Accounts.Password), ("Input.New", "a lamp in another window"))
        : desk.SubmitAsync("/settings/security", "sessions", ("Session", "others"));

    private static async Task<Browser> SignInAsync(ChatServer server, TestAccount account)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(server.BaseUrl) };
        var browser = new Browser(http);
        await browser.SubmitAsync("/account/login", "login", ("Input.Email", account.Email), ("Input.Password", Accounts.Password));
        return browser;
    }

    private static bool HasEnded(ChatCircuit chat) => chat.Circuit.Batches.Any(b => b.Texts.Contains("You are signed out"));

    private static async Task<TimeSpan> EndAsync(Func<bool> hasEnded, long since)
    {
        await Eventually.HoldsAsync(hasEnded, Ct);
        return Stopwatch.GetElapsedTime(since);
    }

    private static async Task SayAsync(ChatServer server, Guid userId, string text)
    {
        var visit = (await server.Get<ChatService>().VisitAsync(userId, Ct)).Value!;
        Assert.Null((await server.Get<ChatService>().SendAsync(visit.Participant, new SendMessage(text, null), Ct)).Error);
    }
}
