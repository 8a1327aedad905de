using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Mail;

/// <summary>A letter in our looks. Nothing of it is fetched from anywhere; the values are those of tokens.css, which no mail can read.</summary>
internal static class LetterHtml
{
    public static string Write(LetterParts parts) =>
        $$"""
        <!DOCTYPE html>
        <html lang="{{Languages.Reader.Name}}" dir="{{Languages.Direction}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{{Encode(parts.Title)}}</title>
        <style>
        :root { color-scheme: light dark; }
        @media (prefers-color-scheme: dark) {
          .ground { background: #13141B !important; color: #EAE7E2 !important; }
          .sheet { background: #22242D !important; }
          .quiet { color: #AEB1BA !important; }
          .button { background: #EAE7E2 !important; color: #13141B !important; }
          .lamp { color: #E8BD73 !important; }
        }
        </style>
        </head>
        <body class="ground" style="margin:0;padding:24px 12px;background:#EEEFF3;color:#202330;font:16px/24px system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans Arabic',Arial,sans-serif">
        <div class="sheet" style="max-width:416px;margin:0 auto;padding:28px 24px;background:#FDFDFF;border-radius:20px;overflow-wrap:anywhere">
        <p style="margin:0 0 24px;font-weight:500"><span class="lamp" aria-hidden="true" style="color:#AF7619">(</span> PartnerChat <span aria-hidden="true">)</span></p>
        <h1 style="margin:0 0 12px;font-size:24px;line-height:32px;font-weight:500">{{Encode(parts.Title)}}</h1>
        <p style="margin:0 0 20px">{{Encode(parts.Text)}}</p>
        {{Button(parts)}}<p class="quiet" style="margin:0 0 20px;color:#535663;font-size:14px;line-height:20px">{{Encode(parts.Else)}}</p>
        <p class="quiet" style="margin:0;color:#535663;font-size:14px;line-height:20px">{{Encode(parts.Foot)}}</p>
        </div>
        </body>
        </html>
        """;

    private static string Button(LetterParts parts) => parts.Link is null ? "" :
        $"""
        <p style="margin:0 0 20px"><a class="button" href="{Encode(parts.Link)}" style="display:inline-block;padding:10px 18px;border-radius:12px;background:#202330;color:#FDFDFF;font-weight:500;text-decoration:none">{Encode(parts.Action)}</a></p>
        <p class="quiet" style="margin:0 0 20px;color:#535663;font-size:14px;line-height:20px">{Encode(parts.OrOpen)}<br><a href="{Encode(parts.Link)}" dir="ltr" style="color:inherit">{Encode(parts.Link)}</a></p>

        """;

    private static string Encode(string text) => LetterParts.Encode(text);
}
