using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Mail;
using PartnerChat.Web.Resources;

namespace PartnerChat.Tests.Web.Mail;

public sealed partial class LetterTests(PagesApp app) : IClassFixture<PagesApp>
{
    public static TheoryData<MailKind, string> All => new(from kind in Enum.GetValues<MailKind>() from language in Languages.All select (kind, language));

    [Theory]
    [MemberData(nameof(All))]
    public async Task Letter_EachKindInEachLanguage_IsWholeAndFetchesNothing(MailKind kind, string language)
    {
        var letter = await WriteAsync(kind, language);

        Assert.Equal(language, letter.Language);
        Assert.DoesNotContain($"{kind}", letter.Text.Replace("/", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("{0}", letter.Text, StringComparison.Ordinal);
        Assert.Contains(language == "ar" ? "dir=\"rtl\"" : "dir=\"ltr\"", letter.Html, StringComparison.Ordinal);
        Assert.Empty(Fetched().Matches(letter.Html));
    }

    [Fact]
    public async Task Letter_AsMessage_HasBothBodiesAndStaysOnItsLines()
    {
        using var message = SmtpPost.ToMessage(await WriteAsync(MailKind.PasswordChanged, "ar"), new MailboxAddress("PartnerChat", "partnerchat@chat.example"));

        Assert.NotNull(message.TextBody);
        Assert.NotNull(message.HtmlBody);
        Assert.Equal("ar", message.Headers[HeaderId.ContentLanguage]);
        Assert.DoesNotContain('\n', message.Subject ?? "");
    }

    // What is stored shows neither the address nor a word.
    [Fact]
    public void Seal_Closed_ShowsNothing()
    {
        var seal = app.Services.GetRequiredService<MailSeal>();
        var envelope = new MailEnvelope("nora@example.org", "de", Guid.CreateVersion7());

        var closed = seal.Close(envelope);

        Assert.DoesNotContain("nora", System.Text.Encoding.Latin1.GetString(closed), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(envelope, seal.Open(closed));
        Assert.Null(seal.Open([1, 2, 3]));
    }

    private async Task<Letter> WriteAsync(MailKind kind, string language)
    {
        var email = await Accounts.AddAsync(app);
        var id = await app.UserIdAsync(email);
        // The new address is nobody's yet.
        var to = kind == MailKind.ConfirmNewEmail ? $"{Guid.NewGuid():N}@example.org" : email;
        await using var scope = app.Services.CreateAsyncScope();
        var letter = await scope.ServiceProvider.GetRequiredService<LetterWriter>().WriteAsync(Guid.CreateVersion7(), kind, new MailEnvelope(to, language, id), app.Time.GetUtcNow());
        return letter!;
    }

    [GeneratedRegex("<img|<link|<script|url\\(|@import|src=", RegexOptions.IgnoreCase)]
    private static partial Regex Fetched();
}
