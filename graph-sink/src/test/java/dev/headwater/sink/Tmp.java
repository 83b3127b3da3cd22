package dev.headwater.sink;
import dev.headwater.sink.prov.*; import dev.headwater.prov.*; import java.util.*; import java.io.*;
public class Tmp { public static void main(String[] a) throws Exception {
 var all=new TreeMap<String,Statement>(); for (var s: TwoRuns.statements()) all.merge(s.key(), s, (x,y)-> x.types().size()>=y.types().size()?x:y);
 try (var w=new ProvJsonWriter(new FileOutputStream(a[0]))) { for (Kind k: Kind.values()) for (var s: all.values()) if (s.kind()==k) w.write(s); } } }
