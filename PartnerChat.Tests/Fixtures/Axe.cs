using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace PartnerChat.Tests.Fixtures;

/// <summary>What axe has against a page, in both themes, and narrow and wide.</summary>
internal static class Axe
{
    // A theme changes colours and nothing else.
    private static readonly AxeRunOptions ColoursOnly = new() { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] } };

    /// <summary>Its faults, and whether something scrolls sideways. The page is left as it was.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page, string what)
    {
        var light = await FindAsync(page, ColorScheme.Light, null);
        var dark = await FindAsync(page, ColorScheme.Dark, ColoursOnly);
        return [.. light.Concat(dark).Concat(await SidewaysAsync(page)).Select(fault => $"{what}, {fault}")];
    }

    /// <summary>The same, and in a wide window too: light where it is narrow, dark where it is wide.</summary>
    public static async Task<IReadOnlyList<string>> FindInBothWidthsAsync(IPage page, string what)
    {
        var narrow = page.ViewportSize!;
        var light = (await FindAsync(page, ColorScheme.Light, null)).Concat(await SidewaysAsync(page));
        await page.SetViewportSizeAsync(1280, 800);
        var dark = (await FindAsync(page, ColorScheme.Dark, null)).Concat(await SidewaysAsync(page));
        await page.SetViewportSizeAsync(narrow.Width, narrow.Height);
        return [.. light.Select(fault => $"{what}, {fault}"), .. dark.Select(fault => $"{what}, wide, {fault}")];
    }

    private static async Task<IEnumerable<string>> FindAsync(IPage page, ColorScheme theme, AxeRunOptions? options)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = theme, ReducedMotion = ReducedMotion.Reduce });
        var result = await page.RunAxe(options);
        return result.Violations.Select(v => $"{theme}: {v.Id} {string.Join(", ", v.Nodes.Select(n => n.Html))}");
    }

    private static async Task<string[]> SidewaysAsync(IPage page)
    {
        var over = await page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - innerWidth, ...[...document.querySelectorAll('.panel, .menu, .dialog, .help-body')].map(p => p.scrollWidth - p.clientWidth))");
        return over == 0 ? [] : [$"scrolls sideways by {over} px"];
    }
}
