using System.Globalization;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Exporting;

/// <summary>What stands before the first message of an exported page and after its last.</summary>
internal static class HtmlFrame
{
    public static void WriteStart(HtmlOutput html, ExportWords words, ReadOnlySpan<byte> styles)
    {
        html.Markup("<!DOCTYPE html>\n<html lang=\""u8).Text(words.Language).Markup("\" dir=\""u8).Text(Languages.Direction).Markup("\">\n<head>\n<meta charset=\"utf-8\">\n"u8)
            .Markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'\">\n"u8)
            .Markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"u8)
            .Markup("<meta name=\"robots\" content=\"noindex\">\n<meta name=\"generator\" content=\"PartnerChat export 1\">\n<title>"u8).Text(words.Title).Markup("</title>\n<style>\n"u8)
            .Markup(styles).Markup("</style>\n</head>\n<body>\n"u8);
        WriteTop(html, words);
        WriteMonths(html, words);
        html.Markup("<main>\n"u8);
    }

    public static void WriteEnd(HtmlOutput html, ExportWords words, int count) => html
        .Markup("</main>\n<footer class=\"end\" id=\"end\"><p><strong>"u8).Text(words.End).Markup("</strong>"u8).Text(words.Count(count)).Markup("</p></footer>\n</body>\n</html>\n"u8);

    private static void WriteTop(HtmlOutput html, ExportWords words)
    {
        html.Markup("<header class=\"top\">\n<svg class=\"mark\" viewBox=\"0 0 28 28\" aria-hidden=\"true\">"u8)
            .Markup("<path class=\"a\" d=\"M12.5 3A11.2 11.2 0 0 0 12.5 25 15 15 0 0 1 12.5 3z\"/><path class=\"b\" d=\"M15.5 3A11.2 11.2 0 0 1 15.5 25 15 15 0 0 0 15.5 3z\"/></svg>\n<h1 dir=\"auto\">"u8)
            .Text(words.Title).Markup("</h1>\n<p>"u8).Text(words.Since);
        if (words.Ended is { } ended) html.Markup(" "u8).Text(ended);
        html.Markup("</p>\n<p>"u8).Text(words.Exported).Markup("</p>\n<p>"u8)
            .Text(words["File.Whole", words.End]).Markup("</p>\n</header>\n"u8);
    }

    private static void WriteMonths(HtmlOutput html, ExportWords words)
    {
        var months = words.Export.Months;
        if (months.Count < 2) return;
        html.Markup("<nav class=\"months\" aria-labelledby=\"months\"><h2 id=\"months\">"u8).Text(words["File.Months"]).Markup("</h2>\n<ul>\n"u8);
        foreach (var year in months.GroupBy(m => m.First.Year))
        {
            html.Markup("<li><span>"u8).Text(year.Key).Markup("</span><ul>"u8);
            foreach (var month in year)
                html.Markup("<li><a href=\"#"u8).Text(IdOf(month.First)).Markup("\">"u8).Text(words.MonthNameOf(month.First)).Markup("</a></li>"u8);
            html.Markup("</ul></li>\n"u8);
        }

        html.Markup("</ul></nav>\n"u8);
    }

    /// <summary>Where a month begins on the page.</summary>
    public static string IdOf(DateOnly month) => month.ToString("'m'yyyy-MM", CultureInfo.InvariantCulture);
}
