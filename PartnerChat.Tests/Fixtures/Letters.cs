using Microsoft.Extensions.DependencyInjection;
using PartnerChat.Web.Mail;

namespace PartnerChat.Tests.Fixtures;

/// <summary>What an app in Development would have sent.</summary>
internal static class Letters
{
    /// <summary>The newest of that kind to that address, once it is there.</summary>
    public static async Task<Letter> LetterAsync(this PagesApp app, string to, MailKind kind)
    {
        await Eventually.HoldsAsync(() => app.LettersTo(to).Any(l => l.Kind == kind), TestContext.Current.CancellationToken);
        return app.LettersTo(to).First(l => l.Kind == kind);
    }

    public static IEnumerable<Letter> LettersTo(this PagesApp app, string to) => app.Services.GetRequiredService<DevelopmentMailbox>().Letters.Where(l => l.To == to);

    /// <summary>The path that a letter leads to.</summary>
    public static string Link(this Letter letter) => letter.Text.Split('\n').Single(line => line.StartsWith('/'));
}
