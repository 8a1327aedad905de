using System.Net;
using Microsoft.AspNetCore.Hosting;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Security;

/// <summary>Whom the configuration names is an admin from their first sign-in on.</summary>
public sealed class FirstAdminTests(PostgresFixture postgres)
{
    private const string Email = "Ines@Example.org";

    [Theory]
    [InlineData(null, HttpStatusCode.OK)]
    [InlineData("mail.example.org", HttpStatusCode.NotFound)]
    public async Task Admin_WhoRegistersTheConfiguredAddress_IsOneUnlessItCouldBeConfirmed(string? smtp, HttpStatusCode expected)
    {
        await using var app = new PagesApp(postgres);
        await app.InitializeAsync();
        await using var configured = app.WithWebHostBuilder(builder =>
        {
            builder.UseSetting("Admin:Email", Email);
            if (smtp is null) return;
            builder.UseSetting("Smtp:Host", smtp);
            builder.UseSetting("Smtp:From", "PartnerChat <partnerchat@example.org>");
            builder.UseSetting("PublicUrl", "http://localhost");
        });
        var browser = new Browser(configured.CreateClient(new() { AllowAutoRedirect = false }));

        await browser.SubmitAsync(
            "/account/register", "registration", ("Input.Name", "Ines"), ("Input.Email", Email.ToLowerInvariant()), ("Input.Password", Accounts.Password));

        Assert.Equal(expected, (await browser.OpenAsync("/admin")).StatusCode);
    }
}
