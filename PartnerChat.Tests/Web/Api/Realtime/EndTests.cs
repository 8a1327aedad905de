using System.Net.Http.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PartnerChat.Data.Accounts;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Api.Realtime;

/// <summary>How a socket ends that its client would have kept.</summary>
public sealed class EndTests(ChatServer server, PostgresFixture postgres) : IClassFixture<ChatServer>
{
    private const int Revoked = 4401;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignOut_OfItsSession_ClosesItAndNoOther()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        var desk = await nora.SignInAgainAsync();
        await using var phone = await nora.ListenAsync();
        await using var kept = await desk.ListenAsync();
        await using var partner = await sami.ListenAsync();

        await AssertClosesAsync(phone, async () => (await nora.Http.PostAsync("/api/auth/logout", null, Ct)).EnsureSuccessStatusCode());

        Assert.False(kept.HasEnded);
        Assert.False(partner.HasEnded);
    }

    [Fact]
    public async Task Lock_SetInTheStore_ClosesIt()
    {
        var (nora, _) = await ApiPartner.CoupleAsync(server);
        await using var socket = await nora.ListenAsync();

        await AssertClosesAsync(socket, () => WithAccountAsync(nora, (users, user) =>
        {
            user.LockedAt = TimeProvider.System.GetUtcNow();
            return users.UpdateAsync(user);
        }));
    }

    [Fact]
    public async Task Password_Changed_ClosesIt()
    {
        var (nora, _) = await ApiPartner.CoupleAsync(server);
        await using var socket = await nora.ListenAsync();

        await AssertClosesAsync(socket, async () =>
        {
            var answer = await nora.Http.PostAsJsonAsync("/api/auth/manage/info", new { oldPassword = Accounts.Password, newPassword = "another lamp, another window" }, Ct);
            answer.EnsureSuccessStatusCode();
        });
    }

    [Fact]
    public async Task Relationship_EndedInTheStore_IsToldToBothAndClosesThem()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();
        await using var b = await sami.ListenAsync();

        await AssertClosesAsync(a, () => server.Get<RelationshipStore>().EndAsync(nora.Account.Id, Ct));

        Assert.Equal(Revoked, await b.WaitForCloseAsync());
        Assert.All([a, b], client => Assert.Equal("ended", (string?)client.Of("notice").Single()["kind"]));
    }

    [Fact]
    public async Task Shutdown_OfTheServer_ClosesWith1001()
    {
        await using var going = new ChatServer(postgres);
        await going.InitializeAsync();
        var (nora, _) = await ApiPartner.CoupleAsync(going);
        await using var socket = await nora.ListenAsync();

        going.Get<IHostApplicationLifetime>().StopApplication();

        Assert.Equal(1001, await socket.WaitForCloseAsync());
    }

    [Fact]
    public async Task Client_ThatCloses_IsAnsweredAndGoneForThePartner()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();
        await using var b = await sami.ListenAsync();
        await a.WaitForAsync(c => c.Of("presence").Any(f => (bool)f["is_online"]!));

        await b.CloseAsync();

        Assert.Equal(1000, b.CloseStatus);
        await a.WaitForAsync(c => !(bool)c.Of("presence").Last()["is_online"]!);
    }

    private async Task WithAccountAsync(ApiPartner partner, Func<UserManager<ApplicationUser>, ApplicationUser, Task<IdentityResult>> change)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>();
        var result = await change(users, (await users.FindByIdAsync(partner.Account.Id.ToString()))!);
        Assert.True(result.Succeeded);
    }

    private static async Task AssertClosesAsync(SocketClient socket, Func<Task> revoke)
    {
        await revoke();
        var since = TimeProvider.System.GetTimestamp();

        Assert.Equal(Revoked, await socket.WaitForCloseAsync());
        Assert.InRange(TimeProvider.System.GetElapsedTime(since), TimeSpan.Zero, Soon);
    }
}
