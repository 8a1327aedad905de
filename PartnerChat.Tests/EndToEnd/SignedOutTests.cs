using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Npgsql;
using PartnerChat.Data;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>A sign-in ends while its page is open.</summary>
public sealed class SignedOutTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    [Theory]
    [InlineData("UPDATE account_sessions SET ended_at = now() WHERE user_id = $1")]
    [InlineData("UPDATE users SET security_stamp = 'another' WHERE id = $1")]
    [InlineData("UPDATE users SET locked_at = now() WHERE id = $1")]
    public async Task SignIn_EndedInTheStore_LeadsThePageToTheForm(string change)
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);

        await ExecuteAsync(change, couple.A.Id);

        await nora.Page.WaitForURLAsync("**/account/login?ReturnUrl=%2Fchat", new() { Timeout = 8_000 });
        await Assertions.Expect(nora.Page.GetByLabel("Password")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task SignIn_EndedAndTheBrowserDoesNotObey_HearsNothingMore()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        nora.MayComplain = true;
        await nora.Page.RouteAsync("**/account/login**", route => route.AbortAsync());

        await ExecuteAsync("UPDATE users SET security_stamp = 'another' WHERE id = $1", couple.A.Id);
        await Assertions.Expect(nora.Page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" })).ToBeVisibleAsync();
        await sami.WriteAsync("for Nora alone");
        await sami.SeesStatusAsync("for Nora alone", "sent");

        await Assertions.Expect(sami.Page.GetByTestId("presence")).ToHaveTextAsync("here recently", new() { Timeout = 15_000 });
        await sami.SeesStatusAsync("for Nora alone", "sent");
        Assert.DoesNotContain("for Nora alone", await nora.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_OfTheOtherPartnerEnded_LeavesThisOneAlone()
    {
        var couple = await server.NewCoupleAsync();
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A);
        await using var sami = await Partner.SignInAsync(chromium, server.BaseUrl, couple.B);

        await ExecuteAsync("UPDATE account_sessions SET ended_at = now() WHERE user_id = $1", couple.A.Id);
        await nora.Page.WaitForURLAsync("**/account/login?ReturnUrl=%2Fchat", new() { Timeout = 8_000 });
        await sami.WriteAsync("still here");

        await sami.SeesStatusAsync("still here", "sent");
    }

    private async Task ExecuteAsync(string sql, Guid userId)
    {
        await using var command = server.Services.GetRequiredService<ChatDataSources>().Readers.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = userId });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
