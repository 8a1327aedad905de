using Microsoft.Extensions.Localization;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Components.Admin.Figures;

/// <summary>Numbers with their measures, as a reader says them.</summary>
internal static class FigureWords
{
    private const double Step = 1024;
    private static readonly string[] Sizes = ["KB", "MB", "GB", "TB"];

    /// <summary>"7 ms", "0.4 ms", "1.2 s".</summary>
    public static string Took(this IStringLocalizer<FiguresTexts> words, TimeSpan time) => time.TotalMilliseconds switch
    {
        < 1 => words["Milliseconds", time.TotalMilliseconds.ToString("0.0", Languages.Reader)],
        < 1_000 => words["Milliseconds", time.TotalMilliseconds.ToString("0", Languages.Reader)],
        _ => words["Seconds", time.TotalSeconds.ToString("0.0", Languages.Reader)],
    };

    /// <summary>"312 MB".</summary>
    public static string Size(this IStringLocalizer<FiguresTexts> words, long bytes)
    {
        var (size, power) = (bytes / Step, 0);
        while (size >= Step && power < Sizes.Length - 1) (size, power) = (size / Step, power + 1);
        return words[$"Size.{Sizes[power]}", size.ToString(size < 10 ? "0.#" : "0", Languages.Reader)];
    }
}
